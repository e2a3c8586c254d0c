/**
 * The value of the cookie `name` in a `Cookie` header (RFC 6265 §4.2); undefined when it is not there.
 * A name that comes twice with different values is nobody's: which one a browser puts first can be chosen by whoever may set
 * cookies for a parent domain or a longer path ("cookie tossing"), so neither is believed.
 * @internal
 */
export function cookieValue(header: string, name: string): string | undefined {
  let found: string | undefined;
  for (const value of cookieValues(header, name)) {
    if (found !== undefined && found !== value) return undefined;
    found = value;
  }
  return found;
}

/** Has a `Cookie` header a cookie of this name, whatever its value? @internal */
export function carriesCookie(header: string, name: string): boolean {
  return cookieValues(header, name).length > 0;
}

function cookieValues(header: string, name: string): readonly string[] {
  const values: string[] = [];
  for (let at = header.indexOf(name); at !== -1; at = header.indexOf(name, at + 1)) {
    if (!beginsPair(header, at) || header[at + name.length] !== '=') continue;
    const end = header.indexOf(';', at);
    values.push(unquoted(header.slice(at + name.length + 1, end === -1 ? undefined : end).trim()));
  }
  return values;
}

/** True when only white space lies between `at` and the last `;`, or the start. */
function beginsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (header[before] === ' ' || header[before] === '\t')) before--;
  return before < 0 || header[before] === ';';
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
