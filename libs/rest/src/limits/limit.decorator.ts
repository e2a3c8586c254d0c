import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { ConfigurableLimit } from '../rest-options.js';

/** Every limit a route may name. Those that are not configurable are fixed in `limits.ts`. */
export type LimitName =
  | ConfigurableLimit
  | 'verify'
  | 'resend_verification'
  | 'credentials'
  | 'two_factor'
  | 'avatar'
  | 'phone'
  | 'passkeys'
  | 'refresh'
  | 'session'
  | 'analytics'
  | 'revocations'
  | 'keys'
  | 'pages'
  | 'pictures'
  | 'webhooks'
  | 'open'
  | 'unlimited';

export const LIMIT = 'castellan:limit';

/**
 * Counts the route's requests against the named limit; routes with one name share one count.
 * `session`, `credentials`, `two_factor`, `phone`, `passkeys`, `avatar`, `analytics`, `revocations`, `admin_read` and `admin_write` count by
 * signed-in user, the last three by API key where a machine asks; all others by client address. `unlimited` is for health alone: who asks
 * for it must never be told to wait. A route without a limit fails the contract test.
 */
export const Limit = (name: LimitName): CustomDecorator => SetMetadata(LIMIT, name);
