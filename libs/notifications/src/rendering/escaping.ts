const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A text for between tags, or for a quoted attribute. Handlebars' own escaping writes each `=` as `&#x3D;`, for the sake of attributes
 * without quotes, which we have none of; some mail programs open a link as it is written.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
