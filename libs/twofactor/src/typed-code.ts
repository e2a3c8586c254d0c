/** Longer than any code with blanks between all of its characters. */
const LONGEST = 64;

/** A code as it was typed, without blanks and dashes. */
export interface TypedCode {
  readonly text: string;
  /** Six digits: a time-based code. All else is for the backup codes to judge. */
  readonly isTotp: boolean;
}

/** Apps show `123 456`, paper shows `7KQ2-M4XJT-9WPQH`, phones turn dashes into longer ones. What is too long is no code. */
export function typedCode(code: string): TypedCode {
  const text = code.length > LONGEST ? '' : code.replace(/[\s\p{Pd}]/gu, '');
  return { text, isTotp: /^[0-9]{6}$/.test(text) };
}
