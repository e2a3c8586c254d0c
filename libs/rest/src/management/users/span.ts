import { ValidationFailed } from '@castellan/common';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };
const SPAN = /^([1-9]\d{0,5})([mhd])$/;

/** Milliseconds of `30m`, `12h` or `14d`; null where nothing is given. @throws ValidationFailed at the field */
export function spanOf(field: string, text: string | null | undefined): number | null {
  if (text === undefined || text === null) return null;
  const [, number, unit] = SPAN.exec(text) ?? [];
  if (number === undefined || unit === undefined) throw new ValidationFailed({ errors: { [field]: ['Write it as 30m, 12h or 14d.'] } });
  return Number(number) * UNITS[unit]!; // the expression lets no other unit pass
}
