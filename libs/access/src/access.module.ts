import { Clock, SystemClock } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { accessRules } from './defaults.js';
import { AuthGuard } from './guards/auth.guard.js';
import { ACCESS_OPTIONS } from './options.js';
import type { AccessOptions } from './options.js';
import { AccessTokenStrategy } from './tokens/access-token.strategy.js';
import { TokenVerifier } from './tokens/token-verifier.js';
import { VerificationKeys } from './tokens/verification-keys.js';

/** How the ports are filled. */
export interface AccessPorts {
  /** Where the keys come from, unless an imported module provides `VerificationKeys`. */
  readonly keys?: VerificationKeys;
  /** Modules that provide `VerificationKeys`, and `SessionState` where revocation must be immediate. */
  readonly imports?: ModuleMetadata['imports'];
  /** Who tells the time: this machine, or the `Clock` of an imported or global module. */
  readonly clock?: 'own' | 'provided';
}

/** Accepts Castellan's tokens. */
@Module({})
export class AccessModule {
  static forRoot({ keys, imports = [], clock = 'own', ...options }: AccessOptions & AccessPorts): DynamicModule {
    return {
      module: AccessModule,
      imports,
      providers: [
        { provide: ACCESS_OPTIONS, useValue: accessRules(options) },
        ...(clock === 'own' ? [{ provide: Clock, useClass: SystemClock }] : []),
        ...(keys ? [{ provide: VerificationKeys, useValue: keys }] : []),
        TokenVerifier,
        AccessTokenStrategy,
        AuthGuard,
      ],
      exports: [ACCESS_OPTIONS, TokenVerifier, AuthGuard],
    };
  }
}
