import { THROTTLE_NAMES } from './configuration.js';
import type { Rate, ThrottleName } from './configuration.js';
import { parseRate } from './rates.js';
import type { Variables } from './variables.js';

/** Per client and minute (docs/reference/contract.md#limits). */
const PER_MINUTE: Readonly<Record<ThrottleName, number>> = {
  login: 10,
  signup: 5,
  password_reset: 5,
  verify_2fa: 10,
  otp_request: 10,
  otp_verify: 20,
};

export function readThrottles(variables: Variables): Readonly<Record<ThrottleName, Rate | null>> {
  const rates = THROTTLE_NAMES.map((name) => [name, readRate(variables, name)] as const);
  // `fromEntries` forgets the keys' type; they are exactly THROTTLE_NAMES.
  return Object.fromEntries(rates) as Record<ThrottleName, Rate | null>;
}

function readRate(variables: Variables, name: ThrottleName): Rate | null {
  const limit = PER_MINUTE[name];
  return variables.read<Rate | null>(`THROTTLE_${name.toUpperCase()}`, { limit, windowMs: 60_000 }, parseRate, `${limit}/min`);
}
