import { taking, Unreadable } from './parse.js';
import type { Parse } from './parse.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS = new Map([
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
]);

/** What a duration may be, in milliseconds, both ends included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Told from other numbers by its type, since a bare number is none. */
export interface DurationParse extends Parse<number> {
  readonly unit: 'ms';
}

/** Reads `500ms`, `300s`, `15m`, `12h`, `7d` into milliseconds. A bare number is refused: nobody could say of what. */
export function durationWithin({ min, max }: Bounds): DurationParse {
  const parse = taking(`${spell(min)} to ${spell(max)}`, (text) => {
    const [, count, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
    if (!count || !unit) throw new Unreadable('is not a duration: a whole number and ms, s, m, h or d');
    const ms = Number(count) * (UNITS.get(unit) ?? NaN);
    if (ms < min || ms > max) throw new Unreadable(`must lie between ${spell(min)} and ${spell(max)}`);
    return ms;
  });
  return Object.assign(parse, { unit: 'ms' as const });
}

/** Reads how long something lives. */
export const lifetime = (max: number): DurationParse => durationWithin({ min: SECOND, max });

/** The duration in the largest unit that divides it, as it is written in the environment. */
export function spell(ms: number): string {
  const [unit, size] = [...UNITS].reverse().find(([, candidate]) => ms >= candidate && ms % candidate === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
