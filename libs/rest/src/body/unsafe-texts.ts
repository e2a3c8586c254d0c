const MESSAGE = 'This contains characters that are not allowed.';
/** Half of a character: no valid Unicode text has one, and PostgreSQL and other readers refuse or mangle it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Failures by top-level field for NUL characters and lone surrogates in any text, keys too; null when there are none. */
export function unsafeTexts(body: object): Record<string, readonly string[]> | null {
  const errors: Record<string, readonly string[]> = {};
  for (const [field, value] of Object.entries(body)) {
    if (isUnsafe(field))
      errors['body'] = [MESSAGE]; // the name itself must not be repeated
    else if (holdsUnsafe(value)) errors[field] = [MESSAGE];
  }
  return Object.keys(errors).length > 0 ? errors : null;
}

/** Recursion is bounded: `scanJson` let at most 32 levels through. */
function holdsUnsafe(value: unknown): boolean {
  if (typeof value === 'string') return isUnsafe(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsUnsafe);
  return Object.entries(value).some(([key, inner]) => isUnsafe(key) || holdsUnsafe(inner));
}

function isUnsafe(text: string): boolean {
  return text.includes('\0') || LONE_SURROGATE.test(text);
}
