import type { SecretKeys } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { DjangoImport } from './django/django-import.service.js';
import { DjangoMapping } from './django/mapping/django-mapping.service.js';
import { UserExport } from './lines/user-export.service.js';
import { BatchMerge } from './merging/batch-merge.service.js';
import { UserImport } from './merging/user-import.service.js';
import { UserParts } from './merging/user-parts.service.js';
import { SECRET_KEYS } from './secret-keys.token.js';

/** `imports`: the module of accounts, which gives the parts of users too. */
export interface PortingModuleOptions {
  readonly secretKeys: SecretKeys;
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Users who are brought along and handed on. Needs the global `DataModule`. */
@Module({})
export class PortingModule {
  static forRoot({ secretKeys, imports }: PortingModuleOptions): DynamicModule {
    return {
      module: PortingModule,
      imports,
      providers: [
        { provide: SECRET_KEYS, useValue: secretKeys },
        UserParts,
        BatchMerge,
        UserImport,
        DjangoMapping,
        DjangoImport,
        UserExport,
      ],
      exports: [UserImport, DjangoImport, UserExport],
    };
  }
}
