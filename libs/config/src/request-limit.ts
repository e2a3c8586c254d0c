import type { RequestLimit } from './configuration.js';
import { taking, Unreadable } from './parse.js';

const WINDOWS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHAPE = /^(\d{1,9})\/(s|sec|second|m|min|minute|h|hour|d|day)$/;

/** Reads `10/min`, `3/hour`, or `off` (null: no limit). */
export const parseRequestLimit = taking('a rate, or `off`', (text): RequestLimit | null => {
  if (text === 'off') return null;
  const [, limit, window] = SHAPE.exec(text) ?? [];
  const windowMs = window && WINDOWS[window.charAt(0)];
  if (!limit || !windowMs) throw new Unreadable('is not a rate: a number, a slash and sec, min, hour or day; or off');
  if (Number(limit) === 0) throw new Unreadable('would let nobody in; take a limit of at least 1, or off for no limit');
  return { limit: Number(limit), windowMs };
});
