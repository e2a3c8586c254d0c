import { domainError } from '@castellan/common';
import type { Passkey } from './passkeys.types.js';

/** A credential that proves nothing: every reason is told alike, but that it is known to nobody (`reason: 'unknown_passkey'`). */
export class InvalidPasskey extends domainError('invalid_passkey', 'unauthenticated', 'The passkey could not be verified.') {}

/** The signature counter went back: there may be a copy of the key (WebAuthn level 3, §6.1.1). */
export class CounterWentBack extends InvalidPasskey {
  constructor(readonly passkey: Passkey) {
    super();
  }
}

/** The user has as many as one may have. */
export class TooManyPasskeys extends domainError('too_many_passkeys', 'conflict', 'Remove a passkey before another one is added.') {}
