export { CastellanModule, mountCastellan, MountError } from '@castellan/composition';
export type {
  CastellanAsyncOptions,
  CastellanDatabase,
  CastellanModuleOptions,
  CastellanOptions,
  MountingHost,
} from '@castellan/composition';
export { ConfigurationError } from '@castellan/config';
