export { Clock, SystemClock } from './clock.js';
export { DomainError, domainError, NotFound, Throttled, Unavailable, ValidationFailed } from './errors.js';
export type { DomainErrorClass, ErrorExtras, ErrorKind } from './errors.js';
export { PLAIN_LINE, PLAIN_LINES } from './plain-text.js';
export type { RequestContext } from './request-context.js';
export { SecretKeys } from './secret-keys.js';
export type { PurposeKey } from './secret-keys.js';
export { deriveKey, equalInConstantTime, hmacSha256, randomDigits, randomToken, sha256 } from './secrets.js';
export { SealBroken, Vault } from './vault.js';
