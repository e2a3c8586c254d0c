import type { SecretKeys } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';

/** `imports`: the module of accounts, which gives the parts of users too. */
export interface PortingModuleOptions {
  readonly secretKeys: SecretKeys;
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Users who are brought along and handed on. Needs the global `DataModule`. */
@Module({})
export class PortingModule {
  static forRoot({ imports }: PortingModuleOptions): DynamicModule {
    return { module: PortingModule, imports };
  }
}
