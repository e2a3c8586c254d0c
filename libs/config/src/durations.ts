import { Unreadable } from './variables.js';
import type { Parse } from './variables.js';

const UNITS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** What a duration may be, in milliseconds, both ends included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Reads `500ms`, `300s`, `15m`, `12h`, `7d` into milliseconds. A bare number is refused: nobody could say of what. */
export function durationWithin({ min, max }: Bounds): Parse<number> {
  return (text) => {
    const [, count, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
    if (!count || !unit) throw new Unreadable('is not a duration: a whole number and ms, s, m, h or d');
    const ms = Number(count) * (UNITS.get(unit) ?? NaN);
    if (ms < min || ms > max) throw new Unreadable(`must lie between ${spell(min)} and ${spell(max)}`);
    return ms;
  };
}

/** The duration in the largest unit that divides it, as it is written in the environment. */
export function spell(ms: number): string {
  const [unit, size] = [...UNITS].reverse().find(([, candidate]) => ms >= candidate && ms % candidate === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
