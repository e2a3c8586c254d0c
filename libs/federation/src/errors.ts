import { domainError } from '@castellan/common';
import type { ErrorExtras } from '@castellan/common';

/** No provider has that id here. */
export class UnknownProvider extends domainError('not_found', 'missing', 'There is no such provider.') {}

/** The person said no, or was refused there. `carried` is what the host gave along; null where the answer belongs to no departure. */
export class ProviderDenied extends domainError('provider_denied', 'forbidden', 'The provider was not allowed to say who you are.') {
  constructor(
    readonly carried: unknown = null,
    extras: ErrorExtras = {},
  ) {
    super(extras);
  }
}

/** Until it is worth asking a provider again that did not answer. */
const RETRY_AFTER_SECONDS = 5;

/** The provider cannot be reached, or its answer proves nothing: every reason is told alike, and logged. */
export class ProviderFailed extends domainError('provider_failed', 'unavailable', 'Signing in by this provider did not work.') {
  constructor(
    readonly carried: unknown = null,
    extras: ErrorExtras = {},
  ) {
    super({ retryAfter: RETRY_AFTER_SECONDS, ...extras });
  }
}
