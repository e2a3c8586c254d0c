/** Blanks, dashes (the minus sign too) and what cannot be seen, of any script: apps, papers and keyboards put them between the characters. */
const SEPARATORS = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]/gu;
const DIGIT = /\p{Nd}/u;

/**
 * A code as it was meant, however it was typed: without separators, compatibility forms folded (NFKC), digits of any script as `0` to `9`.
 * `１２３ ４５６`, `١٢٣-٤٥٦` and `123\u200b456` are `123456`. What is longer than `longest` is no code, and is not read: empty.
 * @internal
 */
export function readTypedCode(typed: string, longest = 64): string {
  if (typed.length > longest) return '';
  return typed
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** Unicode keeps the digits of a script together, from zero to nine, and no such ten is broken (The Unicode Standard §4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < code && DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
