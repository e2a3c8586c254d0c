const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `6m` in milliseconds. @throws Error for what is no duration */
export function millisecondsIn(spell: string): number {
  const [, count, unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(spell) ?? [];
  const size = UNITS[unit];
  if (count === undefined || size === undefined) throw new Error(`"${spell}" is not a duration: a whole number and ms, s, m, h or d.`);
  return Number(count) * size;
}
