import type { Reading } from './field-rule.js';

const FORM = /^\d{4}-\d\d-\d\d$/;
const EARLIEST = '1900-01-01';
const DAY_MS = 24 * 3_600_000;

/** `YYYY-MM-DD`, a day that the calendar has, from 1900 to today. Today is that of the easternmost zone, so nobody's is refused. */
export function readDateOfBirth(given: string, now: Date): Reading<string> {
  if (!isRealDate(given)) return { problem: 'Enter a date as YYYY-MM-DD.' };
  if (given < EARLIEST) return { problem: 'This date is before 1900.' };
  const today = dayOf(new Date(now.getTime() + (14 / 24) * DAY_MS));
  return given > today ? { problem: 'This date is in the future.' } : { value: given };
}

function isRealDate(text: string): boolean {
  if (!FORM.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && dayOf(date) === text; // 30 February would have become 1 March
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
