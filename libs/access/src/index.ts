export { AccessErrorsFilter } from './access-errors.filter.js';
export { AccessModule } from './access.module.js';
export type { AccessOptionsLater, AccessPorts } from './access.module.js';
export {
  NotAuthenticated,
  PermissionDenied,
  ReauthenticationRequired,
  SessionIsOver,
  TokenExpired,
  TokenInvalid,
  TwoFactorRequired,
  TwoFactorSetupRequired,
} from './errors.js';
export { accessRules, LONGEST_ACCESS_TOKEN_TTL_MS } from './defaults.js';
export { AuthGuard } from './guards/auth.guard.js';
export { ClaimedStanding } from './guards/claimed-standing.js';
export type { WithoutPermissions } from './guards/claimed-standing.js';
export { CurrentCaller } from './guards/caller.decorator.js';
export { RECENT_AUTH_MS } from './guards/demands.js';
export { Public, RequiresAuth, requirementsOf, RequiresPermission, RequiresRecentAuth, RequiresStaff } from './guards/requirements.js';
export type { Requirements } from './guards/requirements.js';
export { ACCESS_OPTIONS } from './options.js';
export type { AccessOptions, AccessRules } from './options.js';
export { authenticatedBy, authenticatedOf } from './requests/authenticated.js';
export type { Authenticated } from './requests/authenticated.js';
export { requestOf } from './requests/request-of.js';
export type { TokenRequest } from './requests/token-request.js';
export type { RevocationsOptions, WhenCut } from './revocations/options.js';
export { RevocationFollower } from './revocations/revocation-follower.js';
export { SessionState } from './session-state.js';
export type { Standing } from './session-state.js';
export { AccessTokenStrategy, PASSPORT_NAME } from './tokens/access-token.strategy.js';
export type { AccessClaims, AssuranceLevel, Caller } from './tokens/claims.js';
export { presentedToken } from './tokens/presented-token.js';
export { PublishedKeys } from './tokens/published-keys.js';
export { SigningKeySource } from './tokens/signing-key-source.js';
export type { SigningKey } from './tokens/signing-key-source.js';
export { ACCESS_TOKEN_TTL_MS, TokenIssuer } from './tokens/token-issuer.js';
export type { IssuedToken, TokenSubject } from './tokens/token-issuer.js';
export { RESERVED_CLAIMS, TokenClaims } from './tokens/token-claims.js';
export type { ClaimsSubject, ExtraClaims } from './tokens/token-claims.js';
export { TokenVerifier } from './tokens/token-verifier.js';
export { VerificationKeys } from './tokens/verification-keys.js';
export type { VerificationKey } from './tokens/verification-keys.js';
export { END_REASONS } from './session-facts.js';
export type { EndReason, Transport } from './session-facts.js';
