import { LIMIT_NAMES } from './configuration.js';
import type { Configuration, LimitName } from './configuration.js';
import { parseRequestLimit } from './request-limit.js';
import { settings } from './settings.js';
import type { Variables } from './variables.js';

/** By client address; those of the management API by whoever acts (docs/reference/contract.md#limits). */
export const LIMIT_SETTINGS = settings({
  THROTTLE_LOGIN: { byDefault: '10/min', as: parseRequestLimit, meaning: 'sign-ins from one client address' },
  THROTTLE_SIGNUP: { byDefault: '5/min', as: parseRequestLimit, meaning: 'the same for sign-ups' },
  THROTTLE_PASSWORD_RESET: { byDefault: '5/min', as: parseRequestLimit, meaning: 'the same for resets of passwords' },
  THROTTLE_VERIFY_2FA: { byDefault: '10/min', as: parseRequestLimit, meaning: 'the same for second factors' },
  THROTTLE_OTP_REQUEST: { byDefault: '10/min', as: parseRequestLimit, meaning: 'the same for requests for one-time codes' },
  THROTTLE_OTP_VERIFY: { byDefault: '20/min', as: parseRequestLimit, meaning: 'the same for guesses at them' },
  THROTTLE_PASSKEY_OPTIONS: { byDefault: '20/min', as: parseRequestLimit, meaning: 'the same for challenges to passkeys' },
  THROTTLE_PASSKEY_LOGIN: { byDefault: '20/min', as: parseRequestLimit, meaning: 'the same for sign-ins by passkey' },
  THROTTLE_PROVIDER_BEGIN: { byDefault: '20/min', as: parseRequestLimit, meaning: 'the same for departures to a provider' },
  THROTTLE_PROVIDER_LOGIN: { byDefault: '20/min', as: parseRequestLimit, meaning: 'the same for those who come back from one' },
  THROTTLE_ADMIN_READ: { byDefault: '600/min', as: parseRequestLimit, meaning: 'what one API key or operator reads by the management API' },
  THROTTLE_ADMIN_WRITE: { byDefault: '120/min', as: parseRequestLimit, meaning: 'the same for what they change' },
});

export function readLimits(variables: Variables): Configuration['limits'] {
  const limits = LIMIT_NAMES.map((name) => [name, variables.told(settingOf(name))] as const);
  return Object.fromEntries(limits);
}

const settingOf = (name: LimitName) => LIMIT_SETTINGS[`THROTTLE_${name.toUpperCase() as Uppercase<LimitName>}`]; // toUpperCase forgets which
