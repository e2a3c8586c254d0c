export { CounterWentBack, InvalidPasskey, TooManyPasskeys } from './errors.js';
export { hasPasskey } from './has-passkey.js';
export type { PasskeysOptions } from './options.js';
export { isPasskeyName, PASSKEY_NAME_LENGTH, PASSKEY_NAME_PROBLEM } from './passkey-name.js';
export { PASSKEYS_DEFAULTS, PasskeysModule } from './passkeys.module.js';
export { Passkeys } from './passkeys.service.js';
export type { Assertion, Ceremony, NewPasskey, Passkey, PasskeySignals, Person } from './passkeys.types.js';
export type { PortedPasskey, PortedPasskeys } from './ported-passkeys.js';
export { PasskeysPorting } from './passkeys-porting.service.js';
