import type { OpenAPIObject } from '@nestjs/swagger';

const SCHEMA = '#/components/schemas/';

/**
 * The document as one would write it by hand: schemas are called by what they are, without the suffix of their classes here, in the order
 * of their names, and what is one schema is no list of one.
 */
export function plain(document: OpenAPIObject): OpenAPIObject {
  const written = rewritten(document) as OpenAPIObject; // the same document, with other names
  const schemas = Object.entries(written.components?.schemas ?? {}).map(([name, schema]) => [withoutSuffix(name), schema] as const);
  return { ...written, components: { ...written.components, schemas: Object.fromEntries(schemas.sort(([a], [b]) => (a < b ? -1 : 1))) } };
}

function rewritten(part: unknown): unknown {
  if (typeof part === 'string') return part.startsWith(SCHEMA) ? withoutSuffix(part) : part;
  if (Array.isArray(part)) return part.map(rewritten);
  if (typeof part !== 'object' || part === null) return part;
  const { allOf, ...rest } = part as { readonly allOf?: readonly object[] }; // of an object, any member may be asked for
  const merged = allOf?.length === 1 ? { ...allOf[0], ...rest } : part;
  return Object.fromEntries(Object.entries(merged).map(([name, member]) => [name, rewritten(member)]));
}

const withoutSuffix = (name: string): string => name.replace(/Dto$/, '');
