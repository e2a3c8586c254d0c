// The text of an API Extractor report, for people who read it in a diff.

const NO_COMMENT = /\/\/ @public \(undocumented\)\nexport (?:abstract )?\w+ (\w+)/g;
const BASE = /const (\w+_base): ([^\n]+);\n\n/g;
const NOTES = /^ *\/\/ (@public|\(undocumented\)|@public \(undocumented\)|\(No @packageDocumentation .*\))\n+/gm;

/** What openapi.json says and promises already. */
const SCHEMA = /^(export )?interface (paths|operations|components|webhooks) \{\n(?:(?!\}).*\n)*\}\n\n?/gm;

/** The exported names that have no doc comment. */
export const undocumentedIn = (text) => [...text.matchAll(NO_COMMENT)].map(([, name]) => name);

/** Without notes, and with what an error or signal is made from in its own line: signatures alone. */
export function tidy(text) {
  const code = text.replace(NOTES, '').replace(SCHEMA, '');
  const bases = new Map([...code.matchAll(BASE)].map(([, name, type]) => [name, type]));
  return code
    .replace(BASE, '')
    .replace(/\bextends (\w+_base)\b/g, (same, name) => (bases.has(name) ? `extends (${bases.get(name)})` : same));
}
