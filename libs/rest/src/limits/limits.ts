import { withDefaults } from '@castellan/common';
import type { ConfigurableLimit, RequestLimit, RestOptions } from '../rest-options.js';
import type { LimitName } from './limit.decorator.js';

const MINUTE_MS = 60_000;

type ToldLimits = NonNullable<RestOptions['limits']>;

/** How one named limit counts. */
export interface LimitRule extends RequestLimit {
  /** Whose requests are counted together. `caller`: the signed-in user, or the API key, so it is checked after the sign-in guard. */
  readonly by: 'client' | 'caller';
  /** `shared`: over all nodes, in the EphemeralStore. `process`: cheap, for routes where no secret can be guessed. */
  readonly where: 'shared' | 'process';
}

/**
 * Fixed limits. Those counted in the process are hot and guess nothing (their tokens are MACs or signatures): no network on those
 * paths, and N nodes allow N times as much. What strangers may flood (keys, pages, pictures) has a count of its own each, so that a
 * flood of one leaves the others open.
 */
const FIXED: Readonly<Record<Exclude<LimitName, ConfigurableLimit | 'unlimited'>, LimitRule>> = {
  verify: { limit: 20, windowMs: MINUTE_MS, by: 'client', where: 'shared' },
  resend_verification: { limit: 5, windowMs: MINUTE_MS, by: 'client', where: 'shared' },
  credentials: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  phone: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  passkeys: { limit: 20, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  two_factor: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  avatar: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  refresh: { limit: 120, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  session: { limit: 600, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  analytics: { limit: 60, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  revocations: { limit: 3_000, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  keys: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  pages: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  pictures: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  webhooks: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  open: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
};

/** Those that operators may change or switch off, over all nodes: by client, but for those of the management API. */
export const CONFIGURABLE_LIMITS: Readonly<Record<ConfigurableLimit, RequestLimit>> = {
  login: { limit: 10, windowMs: MINUTE_MS },
  signup: { limit: 5, windowMs: MINUTE_MS },
  password_reset: { limit: 5, windowMs: MINUTE_MS },
  verify_2fa: { limit: 10, windowMs: MINUTE_MS },
  otp_request: { limit: 10, windowMs: MINUTE_MS },
  otp_verify: { limit: 20, windowMs: MINUTE_MS },
  passkey_options: { limit: 20, windowMs: MINUTE_MS },
  passkey_login: { limit: 20, windowMs: MINUTE_MS },
  provider_begin: { limit: 20, windowMs: MINUTE_MS },
  provider_login: { limit: 20, windowMs: MINUTE_MS },
  admin_read: { limit: 600, windowMs: MINUTE_MS },
  admin_write: { limit: 120, windowMs: MINUTE_MS },
};

/** The rule of each limit; null where the operator switched it off, and for health. */
export function limitRules(told: ToldLimits = {}): Readonly<Record<LimitName, LimitRule | null>> {
  const limits = withDefaults<ToldLimits>(CONFIGURABLE_LIMITS, told);
  return {
    ...FIXED,
    unlimited: null,
    login: byClient(limits.login),
    signup: byClient(limits.signup),
    password_reset: byClient(limits.password_reset),
    verify_2fa: byClient(limits.verify_2fa),
    otp_request: byClient(limits.otp_request),
    otp_verify: byClient(limits.otp_verify),
    passkey_options: byClient(limits.passkey_options),
    passkey_login: byClient(limits.passkey_login),
    provider_begin: byClient(limits.provider_begin),
    provider_login: byClient(limits.provider_login),
    admin_read: byCaller(limits.admin_read),
    admin_write: byCaller(limits.admin_write),
  };
}

function byClient(told: RequestLimit | null): LimitRule | null {
  return told && { limit: told.limit, windowMs: told.windowMs, by: 'client', where: 'shared' };
}

function byCaller(told: RequestLimit | null): LimitRule | null {
  return told && { limit: told.limit, windowMs: told.windowMs, by: 'caller', where: 'shared' };
}
