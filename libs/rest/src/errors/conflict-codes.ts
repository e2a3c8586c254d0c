import type { ErrorCode } from './error-code.js';

/** Those of the list that say that an account, or the service, is not as the request needs it. */
export const CONFLICT_CODES = {
  already_enabled: {
    status: 409,
    title: 'Already enabled',
    meaning: 'What should be enabled is enabled already.',
    remedy: 'Read the current state again.',
  },
  not_enabled: {
    status: 409,
    title: 'Not enabled',
    meaning: 'The request needs something that is not enabled.',
    remedy: 'Read the current state again.',
  },
  last_superuser: {
    status: 409,
    title: 'Last superuser',
    meaning: 'Without this account there would be no active superuser; it is neither closed, disabled, deleted nor demoted.',
    remedy: 'Make another superuser first.',
  },
  last_factor: {
    status: 409,
    title: 'Last factor',
    meaning:
      'Without it the user could not sign in any more: it is the last way in, or the last second factor while two-step sign-in is on.',
    remedy: 'Have another one added first, or two-step sign-in turned off.',
  },
  idempotency_conflict: {
    status: 409,
    title: 'Key of another request',
    meaning: 'The `Idempotency-Key` came within 24 hours with another body, or for another route.',
    remedy: 'Use a new key for each thing to be made, and the same one only to repeat a request.',
  },
  account_exists: {
    status: 409,
    title: 'Account exists',
    meaning:
      'An account has the address that the provider told, and the provider is not trusted to say whose it is. Browsers and apps are told by `error`.',
    remedy: 'Have the user sign in as before, then connect the provider.',
  },
  identity_taken: {
    status: 409,
    title: 'Connected already',
    meaning: 'Somebody, or the user themselves, has connected this account of the provider already.',
    remedy: 'Have it disconnected there first.',
  },
  too_many_passkeys: {
    status: 409,
    title: 'Too many passkeys',
    meaning: 'The user has as many passkeys as one may have.',
    remedy: 'Have one removed first.',
  },
} as const satisfies Readonly<Record<string, ErrorCode>>;
