/** Its queue has the name with `_queue` behind it, and a channel of notifications the name behind 21 letters; PostgreSQL cuts at 63. */
const LONGEST = 40;
const TAKEN = new Set(['information_schema', 'pgboss']);

/**
 * Why this cannot name the schema of an installation, as the end of a sentence that begins with what holds it; null when it can. Names are
 * lower case letters, digits and `_`, so that nobody has to quote them.
 */
export function schemaNameFault(name: string): string | null {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) return 'must be lower case letters, digits and _, and begin with no digit';
  if (name.length > LONGEST) return `must have ${LONGEST} letters at most`;
  if (name.startsWith('pg_')) return "must not begin with pg_, which is PostgreSQL's own";
  if (name.endsWith('_queue')) return 'must not end with _queue, which names the schema of a queue';
  return TAKEN.has(name) ? 'is taken: that schema is not for tables of an installation' : null;
}
