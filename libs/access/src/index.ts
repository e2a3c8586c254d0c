export { AccessModule } from './access.module.js';
export {
  NotAuthenticated,
  PermissionDenied,
  ReauthenticationRequired,
  SessionEnded,
  TokenExpired,
  TokenInvalid,
  TwoFactorRequired,
  TwoFactorSetupRequired,
} from './errors.js';
export { AuthGuard } from './guards/auth.guard.js';
export { CurrentCaller } from './guards/caller.decorator.js';
export { Public, REQUIREMENTS, RequiresAuth, RequiresPermission, RequiresRecentAuth, RequiresStaff } from './guards/requirements.js';
export type { Requirements } from './guards/requirements.js';
export { ACCESS_OPTIONS } from './options.js';
export type { AccessOptions } from './options.js';
export { SessionState } from './session-state.js';
export type { Standing } from './session-state.js';
export type { AccessClaims, AssuranceLevel, Caller } from './tokens/claims.js';
export { KeySource } from './tokens/key-source.js';
export type { SigningKey, VerificationKey } from './tokens/key-source.js';
export { presentedToken } from './tokens/presented-token.js';
export { TokenIssuer } from './tokens/token-issuer.js';
export type { IssuedToken, TokenSubject } from './tokens/token-issuer.js';
export { TokenVerifier } from './tokens/token-verifier.js';
