/** What people write themselves stays as it is. */
const FREE: ReadonlySet<string> = new Set(['settings']);

/** Members as they stand in a line, `enabled_at`. */
export const snakeCased = (value: unknown): unknown =>
  renamed(value, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** Members as the code has them, `enabledAt`. */
export const camelCased = (value: unknown): unknown =>
  renamed(value, (name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), FREE.has(name) ? inner : renamed(inner, rename)]));
}
