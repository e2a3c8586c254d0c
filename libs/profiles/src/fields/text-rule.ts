import { PLAIN_LINE, PLAIN_LINES } from '@castellan/common';
import { NOT_A_TEXT } from './field-rule.js';
import type { Reading } from './field-rule.js';

interface TextOptions {
  /** In characters (code points), after blanks around it are gone. */
  readonly max: number;
  /** Whether it may have several lines. */
  readonly lines?: boolean;
}

/** Free text: trimmed, of a bounded length, without control characters; `null` empties it. @internal */
export function textRule({ max, lines = false }: TextOptions): (given: unknown) => Reading<string> {
  const allowed = lines ? PLAIN_LINES : PLAIN_LINE;
  return (given) => {
    if (given === null) return { value: '' };
    if (typeof given !== 'string') return { problem: NOT_A_TEXT };
    const value = given.replaceAll('\r\n', lines ? '\n' : '\r\n').trim();
    if (isLonger(value, max)) return { problem: `This may have at most ${max} characters.` };
    return allowed.test(value) ? { value } : { problem: 'Control characters are not allowed.' };
  };
}

/** Characters are counted only where their number is in doubt: a text may be as long as a body. */
function isLonger(text: string, max: number): boolean {
  return text.length > max * 2 || (text.length > max && [...text].length > max);
}
