/** What stands in front of a line, by the number that pino gives its level. */
const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };

interface Logged {
  readonly level: number;
  readonly time: string;
  readonly context?: string;
  readonly msg?: string;
  readonly method?: string;
  readonly route?: string | null;
  readonly status?: number;
  readonly ms?: number;
  readonly stack?: string;
  readonly err?: { readonly type: string; readonly message: string; readonly stack?: string };
}

/** A line of the log as people read it at a terminal: the time of day, the level, what it is, then the other fields, then a stack. */
export function textLine(json: string): string {
  const { level, time, context, msg, method, route, status, ms, stack, err, ...others } = JSON.parse(json) as Logged;
  const request = method === undefined ? [] : [method, route ?? '(no route)', status, ms === undefined ? undefined : `${ms} ms`];
  const fields = Object.entries(others).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const words = [context === undefined ? undefined : `[${context}]`, msg, ...request, ...fields].filter((word) => word !== undefined);
  const head = `${time.slice(11, 23)} ${(LEVELS[level] ?? String(level)).padEnd(5)} ${words.map((word) => onOneLine(String(word))).join(' ')}`;
  return `${[head, ...below(stack ?? err?.stack ?? (err && `${err.type}: ${err.message}`))].join('\n')}\n`;
}

function below(stack = ''): readonly string[] {
  return stack.split('\n').flatMap((line) => (line.trim() === '' ? [] : [`    ${onOneLine(line.trim())}`]));
}

/** Nothing that was sent makes a line of its own, or speaks to the terminal (CWE-117, CWE-150). */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
