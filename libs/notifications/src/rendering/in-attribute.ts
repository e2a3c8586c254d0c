import Handlebars from 'handlebars';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A link for a quoted attribute, or for the text between tags. Handlebars' own escaping writes each `=` as `&#x3D;`, for the sake of
 * attributes without quotes, which we have none of; some mail programs open the link as it is written.
 */
export function inAttribute(link: string): Handlebars.SafeString {
  return new Handlebars.SafeString(link.replace(/[&<>"']/g, (character) => ESCAPES[character]!));
}
