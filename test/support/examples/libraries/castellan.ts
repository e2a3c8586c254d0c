import { coreModules } from '@castellan/composition';
import type { Configuration } from '@castellan/config';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';

@Module({})
export class HostModule {
  /** What is yours, beside all of Castellan's services and without its HTTP face. */
  static forRoot(configuration: Configuration, { imports = [], ...yours }: ModuleMetadata): DynamicModule {
    const { data, accounts, apiKeys, webhooks, porting } = coreModules(configuration);
    return { module: HostModule, imports: [data, accounts, apiKeys, webhooks, porting, ...imports], ...yours };
  }
}
