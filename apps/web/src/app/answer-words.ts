/** As much of a problem as people are told of (docs/reference/errors.md). */
export interface TellableProblem {
  readonly code: string;
  readonly detail: string;
  readonly reason?: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

type Texts = Readonly<Record<string, string>>;

/** What the message file of a language says of the API's answers; `fields` has its English sentences as keys, with `{{name}}` for numbers. */
export interface AnswerWords {
  readonly problems: Texts;
  readonly reasons: Texts;
  readonly fields: Texts;
}

/** What happened and what to do next; what the language has no words for is told as the service said it. */
export function problemText({ code, reason, detail }: TellableProblem, { problems, reasons }: AnswerWords): string {
  return (reason !== undefined ? own(reasons, reason) : undefined) ?? own(problems, code) ?? detail;
}

/** The failures of each field. */
export function fieldTexts({ errors = {} }: TellableProblem, { fields }: AnswerWords): Readonly<Record<string, readonly string[]>> {
  const told = Object.entries(errors).map(
    ([field, sentences]) => [field, sentences.map((sentence) => fieldText(sentence, fields))] as const,
  );
  return Object.fromEntries(told);
}

/** One sentence of the API; one that is unknown, as that of an extension, stays as it came. */
export function fieldText(sentence: string, fields: Texts): string {
  const exact = own(fields, sentence);
  if (exact !== undefined) return exact;
  for (const [pattern, words] of Object.entries(fields)) {
    const values = valuesIn(sentence, pattern);
    if (values) return words.replace(PLACE, (place, name: string) => values[name] ?? place);
  }
  return sentence;
}

const PLACE = /\{\{(\w+)\}\}/g;

/** What stands in the sentence at the places of the pattern; null: it is another sentence. */
function valuesIn(sentence: string, pattern: string): Texts | null {
  const [head = '', ...parts] = pattern.split(PLACE).map((part, n) => (n % 2 === 0 ? literal(part) : `(?<${part}>.+)`));
  return parts.length > 0 ? (new RegExp(`^${head}${parts.join('')}$`).exec(sentence)?.groups ?? null) : null;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const own = (texts: Texts, name: string): string | undefined => (Object.hasOwn(texts, name) ? texts[name] : undefined);
