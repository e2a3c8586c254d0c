/** Sentences for people instead of class-validator's own `email must be an email`. */
const SENTENCES: Readonly<Record<string, string>> = {
  isString: 'This must be a text.',
  isNotEmpty: 'This field may not be empty.',
  isEmail: 'Enter a valid e-mail address.',
  isBoolean: 'This must be true or false.',
  isInt: 'This must be a whole number.',
  isNumber: 'This must be a number.',
  isUuid: 'This must be a UUID.',
  isObject: 'This must be an object.',
  isArray: 'This must be a list.',
  isDateString: 'This must be a date.',
  isUrl: 'Enter a valid URL.',
  isIn: 'This is not one of the allowed values.',
  isEnum: 'This is not one of the allowed values.',
  matches: 'This has the wrong form.',
};

const LENGTHS: readonly (readonly [RegExp, (length: string) => string])[] = [
  [/longer than or equal to (\d+) characters/, (length) => `This must have at least ${length} characters.`],
  [/shorter than or equal to (\d+) characters/, (length) => `This may have at most ${length} characters.`],
];

/** A message of the DTO's own is kept; one of class-validator's, which begins with the field's name, is replaced. */
export function humanMessage(property: string, constraint: string, message: string): string {
  if (!message.startsWith(`${property} `)) return message;
  for (const [pattern, sentence] of LENGTHS) {
    const length = pattern.exec(message)?.[1];
    if (length !== undefined) return sentence(length);
  }
  return SENTENCES[constraint] ?? `This${message.slice(property.length)}.`;
}
