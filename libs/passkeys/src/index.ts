export { CounterWentBack, InvalidPasskey, TooManyPasskeys } from './errors.js';
export type { Assertion, Ceremony, Passkey } from './passkeys.types.js';
