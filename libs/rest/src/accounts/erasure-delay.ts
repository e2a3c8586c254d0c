import { ACCOUNTS_DEFAULTS } from '@castellan/accounts';

const MINUTE = { name: 'minute', ms: 60_000 };
const UNITS = [{ name: 'day', ms: 24 * 3_600_000 }, { name: 'hour', ms: 3_600_000 }, MINUTE];

/** How long a closed account can be had back, for people; never longer than it is kept. */
export function erasureDelay(ms: number = ACCOUNTS_DEFAULTS.erasureDelayMs): string {
  const unit = UNITS.find((each) => ms >= each.ms) ?? MINUTE;
  const number = Math.floor(ms / unit.ms);
  return `${number} ${unit.name}${number === 1 ? '' : 's'}`;
}
