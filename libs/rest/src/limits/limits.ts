import type { ConfigurableLimit, RestOptions, Throttle } from '../rest-options.js';
import type { LimitName } from './limit.decorator.js';

const MINUTE_MS = 60_000;

/** How one named limit counts. */
export interface LimitRule extends Throttle {
  /** Whose requests are counted together. `caller`: the signed-in user, so it is checked after the sign-in guard. */
  readonly by: 'client' | 'caller';
  /** `shared`: over all nodes, in the EphemeralStore. `process`: cheap, for routes where no secret can be guessed. */
  readonly where: 'shared' | 'process';
}

/**
 * Fixed limits. `refresh`, `session` and `open` are hot and guess nothing (their tokens are MACs or signatures), nor does
 * `analytics`, so they are counted in the process: no network on those paths, and N nodes allow N times as much.
 */
const FIXED: Readonly<Record<Exclude<LimitName, ConfigurableLimit>, LimitRule>> = {
  verify: { limit: 20, windowMs: MINUTE_MS, by: 'client', where: 'shared' },
  resend_verification: { limit: 5, windowMs: MINUTE_MS, by: 'client', where: 'shared' },
  credentials: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  phone: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  two_factor: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'shared' },
  avatar: { limit: 10, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  refresh: { limit: 120, windowMs: MINUTE_MS, by: 'client', where: 'process' },
  session: { limit: 600, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  analytics: { limit: 60, windowMs: MINUTE_MS, by: 'caller', where: 'process' },
  open: { limit: 600, windowMs: MINUTE_MS, by: 'client', where: 'process' },
};

/** The rule of each limit; null where the operator switched it off. */
export function limitRules(throttles: RestOptions['throttles']): Readonly<Record<LimitName, LimitRule | null>> {
  return {
    ...FIXED,
    login: configured(throttles.login),
    signup: configured(throttles.signup),
    password_reset: configured(throttles.password_reset),
    verify_2fa: configured(throttles.verify_2fa),
    otp_request: configured(throttles.otp_request),
    otp_verify: configured(throttles.otp_verify),
  };
}

function configured(throttle: Throttle | null): LimitRule | null {
  return throttle && { limit: throttle.limit, windowMs: throttle.windowMs, by: 'client', where: 'shared' };
}
