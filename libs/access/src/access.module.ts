import { Clock, SystemClock } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { AuthGuard } from './guards/auth.guard.js';
import { ACCESS_OPTIONS } from './options.js';
import type { AccessOptions } from './options.js';
import { AccessTokenStrategy } from './tokens/access-token.strategy.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** Accepts Castellan's tokens. The imported modules fill the ports: `KeySource` always, `SessionState` where revocation must be immediate. */
@Module({})
export class AccessModule {
  static forRoot(options: AccessOptions & { readonly imports: ModuleMetadata['imports'] }): DynamicModule {
    return {
      module: AccessModule,
      imports: options.imports ?? [],
      providers: [
        { provide: ACCESS_OPTIONS, useValue: options },
        { provide: Clock, useClass: SystemClock },
        TokenVerifier,
        AccessTokenStrategy,
        AuthGuard,
      ],
      exports: [ACCESS_OPTIONS, TokenVerifier, AuthGuard],
    };
  }
}
