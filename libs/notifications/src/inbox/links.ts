/** What begins the end that every mail has: addresses of the product, which nobody looks for in an inbox. */
const FOOTER = /\n--\n(?![^]*\n--\n)[^]*$/;

/** The absolute URLs of a rendered plain text, in order, each once; not those of its footer. */
export function linksIn(text: string): readonly string[] {
  return [...new Set(text.replace(FOOTER, '').match(/https?:\/\/[^\s<>"]+/g))];
}
