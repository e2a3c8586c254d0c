/** The absolute URLs of a rendered plain text, in order, each once. */
export function linksIn(text: string): readonly string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"]+/g))];
}
