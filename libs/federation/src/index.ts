export { ProviderDenied, ProviderFailed, UnknownProvider } from './errors.js';
export { FEDERATION_DEFAULTS, FederationModule } from './federation.module.js';
export { Federation } from './federation.service.js';
export type { Departure, Person, ProviderAnswer, ProviderFinding, ProviderName, Return, SecretOf } from './federation.types.js';
export { hasIdentity } from './identities/has-identity.js';
export { Identities } from './identities/identities.service.js';
export type { Identity } from './identities/identity.js';
export type { FederationOptions, ProviderOptions, SigningKeyOptions } from './options.js';
