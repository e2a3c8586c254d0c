import { isIP } from 'node:net';

/** What a column may hold, as text: numbers as they are written, nothing for what is no text. */
export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';

/** Django's booleans: PostgreSQL and JSON have them, SQLite and MySQL have 0 and 1. Null where there is none. */
export function flag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true' || value === 't') return true;
  if (value === 0 || value === '0' || value === 'false' || value === 'f') return false;
  return null;
}

/** ISO 8601, with or without a zone; without one it is UTC, as Django stores it. Null for what is no time. */
export function moment(value: unknown): Date | null {
  const written = text(value).trim().replace(' ', 'T');
  if (written === '') return null;
  const isZoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(written);
  const time = new Date(isZoned ? written.replace(/([+-]\d{2})$/, '$1:00') : `${written}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Empty for what is no address. */
export const address = (value: unknown): string => (isIP(text(value)) > 0 ? text(value) : '');

/** A whole number; null for what is none. */
export function whole(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A JSON column: parsed already, or its text. Null for what is none. */
export function json(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
