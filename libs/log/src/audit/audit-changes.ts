/** Stands for a value that is there and is not told. Never equal to another: what replaced it may be the same or not. */
export class Masked {
  toJSON(): string {
    return MASK;
  }
}

type Plain = string | number | boolean | null | readonly string[];

/** What a field held; a secret one is given by `masked`. */
export type AuditValue = Plain | Masked;

/** What each field was, and what it is now. */
export type AuditChanges = Readonly<Record<string, readonly [before: AuditValue, after: AuditValue]>>;
/** The same as it is kept. */
export type KeptChanges = Readonly<Record<string, readonly [before: Plain, after: Plain]>>;

const MASK = '***';
const MAX_LENGTH = 500;
/** Whatever a caller gives: of these only that there is a value. */
const SECRET = /password|secret|token|hash|seed|code|credential|private/i;
/** Rows are never changed, not even when a user is erased: so what names a person never gets in. */
const PERSONAL: ReadonlySet<string> = new Set([
  'email',
  'username',
  'first_name',
  'last_name',
  'phone',
  'bio',
  'location',
  'date_of_birth',
]);

/** A value that must not be told; null when there is none. */
export function masked(isThere: boolean): Masked | null {
  return isThere ? new Masked() : null;
}

/** What did change, fit to be kept for ever: secrets and personal data masked, long texts cut. Null when nothing changed. */
export function keptChanges(changes: AuditChanges): KeptChanges | null {
  const differing = Object.entries(changes).filter(([, [before, after]]) => !isSame(before, after));
  if (differing.length === 0) return null;
  return Object.fromEntries(differing.map(([field, [before, after]]) => [field, [kept(field, before), kept(field, after)]]));
}

function isSame(before: AuditValue, after: AuditValue): boolean {
  if (before instanceof Masked || after instanceof Masked) return before === after;
  return JSON.stringify(before) === JSON.stringify(after);
}

function kept(field: string, value: AuditValue): Plain {
  if (value instanceof Masked) return MASK;
  if (SECRET.test(field) || PERSONAL.has(field)) return value === null || value === '' ? null : MASK;
  if (typeof value === 'string') return storable(value);
  return Array.isArray(value) ? value.map((item: string) => storable(item)) : value;
}

/** As PostgreSQL will give it back: no NUL, no half characters. */
export function storable(text: string, length = MAX_LENGTH): string {
  return text
    .replace(/[\0\p{Cs}]/gu, '\uFFFD')
    .slice(0, length)
    .replace(/\p{Cs}$/u, '');
}
