const ISO = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
const ZONE = /(Z|[+-]\d\d:\d\d)$/;
const DAY_MS = 86_400_000;

/** A moment as operators write it: ISO 8601, in UTC unless it says otherwise. A day without a time is meant whole. Null for anything else. */
export function momentIn(text: unknown, bound: 'from' | 'to'): Date | null {
  if (typeof text !== 'string') return null;
  const [, day = '', time] = ISO.exec(text) ?? [];
  const midnight = new Date(day.startsWith('0000') ? NaN : `${day}T00:00:00Z`);
  // 30 February would be read as a day in March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  if (time === undefined) return bound === 'to' ? new Date(midnight.getTime() + DAY_MS) : midnight;
  const moment = new Date(day + (ZONE.test(time) ? time : `${time}Z`));
  return Number.isNaN(moment.getTime()) ? null : moment;
}
