const UNPLAIN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * What a client sent, as it may stand in a list, a log line or a terminal: cut to `length`, and every character that would begin a line, move
 * the cursor or turn the direction of writing replaced (CWE-117; the complement of `PLAIN_LINE`).
 * @internal
 */
export function plainLine(text: string, length: number): string {
  return text.slice(0, length).replace(UNPLAIN, '\uFFFD');
}
