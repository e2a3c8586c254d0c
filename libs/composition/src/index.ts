export { ApiModule, restOptions } from './api.module.js';
export { CoreModule } from './core.module.js';
export { coreModules } from './core-modules.js';
export type { CoreModules } from './core-modules.js';
