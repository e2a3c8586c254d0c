export { CounterWentBack, InvalidPasskey, TooManyPasskeys } from './errors.js';
export { hasPasskey } from './has-passkey.js';
export type { PasskeysOptions } from './options.js';
export { PASSKEY_NAME_LENGTH } from './passkey-name.js';
export { PASSKEYS_DEFAULTS, PasskeysModule } from './passkeys.module.js';
export { Passkeys } from './passkeys.service.js';
export type { Assertion, Ceremony, NewPasskey, Passkey, PasskeySignals, Person } from './passkeys.types.js';
