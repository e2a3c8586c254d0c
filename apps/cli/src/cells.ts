/** Two columns of a terminal each (roughly Unicode TR 11). */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
const UNSEEN = /\p{M}/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + columnsOf(character), 0);
}

/** The text in so many columns at most. What a terminal would obey, or not show, is taken out: others have a say in these texts. */
export function fitted(text: string, columns: number): string {
  const seen = text.replace(/\p{C}/gu, '');
  if (widthOf(seen) <= columns) return seen;
  let cut = '';
  for (const character of seen) {
    if (widthOf(cut + character) >= columns) break;
    cut += character;
  }
  return `${cut}…`;
}

export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

function columnsOf(character: string): number {
  if (UNSEEN.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
