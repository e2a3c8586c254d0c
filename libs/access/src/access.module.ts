import { Clock, SystemClock } from '@castellan/common';
import { Logger, Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, ModuleMetadata, Provider } from '@nestjs/common';
import { checkOptions, demandObject } from './check-options.js';
import { acceptanceRules } from './defaults.js';
import { AskedPermissions } from './guards/asked-permissions.js';
import { AuthGuard } from './guards/auth.guard.js';
import { ClaimsNotice } from './guards/claims-notice.js';
import { Demands } from './guards/demands.js';
import { ACCESS_OPTIONS } from './options.js';
import type { AccessOptions, AccessRules } from './options.js';
import { followerOf } from './revocations/follower-of.js';
import { RevocationFollower } from './revocations/revocation-follower.js';
import { SessionState } from './session-state.js';
import { AccessTokenStrategy, SESSIONS } from './tokens/access-token.strategy.js';
import { keysByDefault } from './tokens/keys-by-default.js';
import { TokenVerifier } from './tokens/token-verifier.js';
import { VerificationKeys } from './tokens/verification-keys.js';

/** How the ports are filled. */
export interface AccessPorts {
  /** Modules that provide `VerificationKeys`, and `SessionState` where revocation must be immediate. */
  readonly imports?: ModuleMetadata['imports'];
  /** Who tells the time: this machine, or the `Clock` of an imported or global module. */
  readonly clock?: 'own' | 'provided';
}

/** Options that are known only when the app is put together. */
export interface AccessOptionsLater extends AccessPorts, Pick<FactoryProvider<AccessOptions>, 'inject' | 'useFactory'> {}

/**
 * Accepts Castellan's tokens: `imports: [AccessModule.forRoot({ issuer: 'https://auth.example.com' })]`. It is not global: a module whose
 * controllers say `@UseGuards(AuthGuard)` imports it, each the same one (`export const access = AccessModule.forRoot(…)`), so that there is
 * one memory of keys and tokens. As `APP_GUARD` the guard needs it once.
 */
@Module({})
export class AccessModule {
  /** @throws TypeError that names an option which cannot work */
  static forRoot(given: AccessOptions & AccessPorts): DynamicModule {
    const { imports, clock, ...options } = demandObject(given, 'forRoot takes');
    return moduleWith({ provide: ACCESS_OPTIONS, useValue: checkedRules(options) }, { imports, clock });
  }

  /** The same with options from elsewhere: `forRootAsync({ inject: [ConfigService], useFactory: (config) => ({ issuer: config.get('ISSUER') }) })`. */
  static forRootAsync(given: AccessOptionsLater): DynamicModule {
    const { imports, clock, inject = [], useFactory } = demandFactory(given);
    const rules = async (...injected: unknown[]): Promise<AccessRules> =>
      checkedRules(demandObject(await useFactory(...injected), 'useFactory gives'));
    return moduleWith({ provide: ACCESS_OPTIONS, useFactory: rules, inject }, { imports, clock });
  }
}

/** @throws TypeError for `useClass` and the like, which Nest's own modules have */
function demandFactory(given: Partial<AccessOptionsLater> | undefined): AccessOptionsLater {
  if (typeof given?.useFactory === 'function') return given as AccessOptionsLater;
  throw new TypeError(
    "AccessModule: forRootAsync takes { imports, inject, useFactory }, and the function useFactory gives { issuer: '…' }.",
  );
}

function checkedRules(options: AccessOptions): AccessRules {
  checkOptions(options);
  return acceptanceRules(options);
}

function moduleWith(options: Provider, { imports = [], clock = 'own' }: AccessPorts): DynamicModule {
  return {
    module: AccessModule,
    imports,
    providers: [
      options,
      ...(clock === 'own' ? [{ provide: Clock, useClass: SystemClock }] : []),
      { provide: TokenVerifier, useFactory: verifier, inject: [ACCESS_OPTIONS, Clock, { token: VerificationKeys, optional: true }] },
      { provide: RevocationFollower, useFactory: followerOf, inject: [ACCESS_OPTIONS, Clock] },
      { provide: SESSIONS, useFactory: sessionsOf, inject: [ACCESS_OPTIONS, RevocationFollower, { token: SessionState, optional: true }] },
      AccessTokenStrategy,
      AskedPermissions,
      ClaimsNotice,
      Demands,
      AuthGuard,
    ],
    exports: [ACCESS_OPTIONS, RevocationFollower, TokenVerifier, AccessTokenStrategy, Demands, AuthGuard],
  };
}

function verifier(rules: AccessRules, clock: Clock, provided?: VerificationKeys): TokenVerifier {
  return new TokenVerifier(rules.keys ?? provided ?? keysByDefault(rules.issuer, clock), clock, rules);
}

/** A service that issues tokens must not forget this; one that only accepts them is told what it does. @throws Error */
function sessionsOf(rules: AccessRules, follower: RevocationFollower | null, provided?: SessionState): SessionState | null {
  const { issuer, sessions, revocations, ownApi, acceptsRevokedTokens } = rules;
  const found = sessions ?? provided ?? null;
  if (found && revocations) throw new Error('AccessModule: there is a SessionState already. Leave out revocations, or sessions.');
  if (revocations) return follower; // null in tests of the service
  if (found || acceptsRevokedTokens) return found;
  if (ownApi || acceptsRevokedTokens === false) throw new Error('AccessModule: no imported module provides SessionState.');
  new Logger(AccessModule.name).log(
    `Tokens of ${issuer} are accepted until they expire, 15 minutes unless its ACCESS_TOKEN_TTL says otherwise: also those of sessions that were ended.`,
  );
  return null;
}
