import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';

/** `imports`: the module of accounts, whose permissions, audit and gate of operators it uses. */
export interface ApiKeysModuleOptions {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Keys of machines. Needs the global `DataModule`. */
@Module({})
export class ApiKeysModule {
  static forRoot({ imports }: ApiKeysModuleOptions): DynamicModule {
    return { module: ApiKeysModule, imports, providers: [], exports: [] };
  }
}
