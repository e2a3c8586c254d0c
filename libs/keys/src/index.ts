export { KeysModule } from './keys.module.js';
export type { KeysModuleOptions } from './keys.module.js';
export type { KeysOptions } from './keys.options.js';
export { KeyRotation } from './key-rotation.service.js';
export { SigningKeys } from './signing-keys.service.js';
export type { KeyOverview, KeyState } from './key-overview.js';
export type { PublicJwk } from './key-pair.js';
