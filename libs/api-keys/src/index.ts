export { ApiKeysModule } from './api-keys.module.js';
export type { ApiKeysModuleOptions } from './api-keys.module.js';
