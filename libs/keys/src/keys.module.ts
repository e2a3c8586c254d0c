import { SigningKeySource, VerificationKeys } from '@castellan/access';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { KeyRotation } from './key-rotation.service.js';
import { KEYS_OPTIONS } from './keys.options.js';
import type { KeysOptions } from './keys.options.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeys } from './signing-keys.service.js';

/** Options of `KeysModule.forRoot`. */
export interface KeysModuleOptions extends KeysOptions {
  /** The module that provides `AuditLog`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** The keys that sign access tokens: made, published, superseded, revoked. Fills the key ports of `access`. Needs the global `DataModule`. */
@Module({})
export class KeysModule {
  static forRoot({ imports, ...options }: KeysModuleOptions): DynamicModule {
    return {
      module: KeysModule,
      imports,
      providers: [
        { provide: KEYS_OPTIONS, useValue: options },
        { provide: SigningKeySource, useExisting: SigningKeys },
        { provide: VerificationKeys, useExisting: SigningKeys },
        KeyRotation,
        SigningKeys,
        SigningKeysRepository,
      ],
      exports: [KeyRotation, SigningKeySource, SigningKeys, VerificationKeys],
    };
  }
}
