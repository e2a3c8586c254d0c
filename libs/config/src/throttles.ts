import { THROTTLE_NAMES } from './configuration.js';
import type { Rate, ThrottleName } from './configuration.js';
import { parseRate } from './rates.js';
import { settings } from './settings.js';
import type { Variables } from './variables.js';

/** By client address (docs/reference/contract.md#limits). */
export const THROTTLE_SETTINGS = settings({
  THROTTLE_LOGIN: { byDefault: '10/min', as: parseRate, meaning: 'sign-ins from one client address' },
  THROTTLE_SIGNUP: { byDefault: '5/min', as: parseRate, meaning: 'the same for sign-ups' },
  THROTTLE_PASSWORD_RESET: { byDefault: '5/min', as: parseRate, meaning: 'the same for resets of passwords' },
  THROTTLE_VERIFY_2FA: { byDefault: '10/min', as: parseRate, meaning: 'the same for second factors' },
  THROTTLE_OTP_REQUEST: { byDefault: '10/min', as: parseRate, meaning: 'the same for requests for one-time codes' },
  THROTTLE_OTP_VERIFY: { byDefault: '20/min', as: parseRate, meaning: 'the same for guesses at them' },
});

export function readThrottles(variables: Variables): Readonly<Record<ThrottleName, Rate | null>> {
  const rates = THROTTLE_NAMES.map((name) => [name, variables.take(settingOf(name))] as const);
  // `fromEntries` forgets the keys' type; they are exactly THROTTLE_NAMES.
  return Object.fromEntries(rates) as Record<ThrottleName, Rate | null>;
}

const settingOf = (name: ThrottleName) => THROTTLE_SETTINGS[`THROTTLE_${name.toUpperCase() as Uppercase<ThrottleName>}`]; // toUpperCase forgets which
