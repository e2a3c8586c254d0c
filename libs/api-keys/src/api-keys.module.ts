import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { ApiKeyAuthentication } from './api-key-authentication.service.js';
import { ApiKeyList } from './api-key-list.js';
import { ApiKeys } from './api-keys.service.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { KeysOfThieves } from './keys-of-thieves.service.js';
import { KeyUses } from './key-uses.service.js';
import { MachineOperators } from './machine-operators.service.js';

/** `imports`: the module of accounts, whose permissions, audit and gate of operators it uses. */
export interface ApiKeysModuleOptions {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

const EXPORTS = [ApiKeyAuthentication, ApiKeyList, ApiKeys, MachineOperators];

/** Keys of machines. Needs the global `DataModule`. */
@Module({})
export class ApiKeysModule {
  static forRoot({ imports }: ApiKeysModuleOptions): DynamicModule {
    return { module: ApiKeysModule, imports, providers: [ApiKeysRepository, KeysOfThieves, KeyUses, ...EXPORTS], exports: EXPORTS };
  }
}
