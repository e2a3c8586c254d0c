import type { SecretKeys } from '@castellan/common';
import type { IncidentThresholds } from '@castellan/log';
import type { TokenClaimName } from './claims/token-claim-name.js';

/** The options of accounts as they hold. Times are milliseconds. */
export interface AccountsOptions {
  readonly secretKeys: SecretKeys;
  /** Where mailed links point; no trailing slash. Never taken from a request. */
  readonly frontendUrl: string;
  /** Where people sign in, which mails lead to; null: `frontendUrl` itself. */
  readonly signInUrl: string | null;
  /** Where operators reach the panel; no trailing slash. */
  readonly panelUrl: string;
  /** May nobody sign in before their address is proven? */
  readonly requireVerifiedEmail: boolean;
  /** What new passwords are stored with; a right one stored otherwise is stored anew at the next sign-in. */
  readonly passwordHasher: 'bcrypt' | 'argon2id';
  readonly bcryptCost: number;
  /** Words that passwords may not be made of, such as the service's name. */
  readonly contextWords: readonly string[];
  /** A file of breached passwords (`BREACHED_PASSWORDS`); null: none is kept. */
  readonly breachedPasswords: string | null;
  readonly verificationTtlMs: number;
  readonly passwordResetTtlMs: number;
  /** How long a new address waits for its proof. */
  readonly pendingEmailTtlMs: number;
  /** Who must have a second factor: without one, their sessions reach only its set-up. */
  readonly twoFactorPolicy: 'optional' | 'required_for_staff' | 'required';
  /** How long a sign-in waits for its second factor. */
  readonly pendingTtlMs: number;
  /** How long a trusted device does without the second factor. */
  readonly trustedDeviceTtlMs: number;
  /** How long the links live that undo an e-mail change or report a sign-in. */
  readonly undoTtlMs: number;
  /** Whether changing the password keeps the session it was changed on (`UPDATE_SESSION_AUTH_HASH`). */
  readonly keepSessionOnPasswordChange: boolean;
  /** Live sessions a user may have; beyond them the oldest ends. */
  readonly maxSessions: number;
  /** How long a closed account sleeps before it is erased. */
  readonly erasureDelayMs: number;
  /** Who is told of security incidents; nobody when null. */
  readonly operatorsEmail: string | null;
  /** From when on something is an incident, where the defaults will not do (`INCIDENT_THRESHOLDS` of libs/log). */
  readonly incidents: Partial<IncidentThresholds>;
  /** How long the history of attempts is kept. */
  readonly eventsRetentionMs: number;
  /** What access tokens say to other services besides who their holder is (`TOKEN_CLAIMS`). */
  readonly tokenClaims: readonly TokenClaimName[];
  /** Idle life of a session. */
  readonly refreshTtlMs: number;
  /** Absolute life of a session. */
  readonly sessionMaxAgeMs: number;
  /** How long the direct parent of a refresh token gets the same answer again (docs/reference/contract.md#tokens). */
  readonly refreshGraceMs: number;
}

/** What a host gives: all else has its default (`ACCOUNTS_DEFAULTS`). */
export type GivenAccountsOptions = Pick<AccountsOptions, 'secretKeys' | 'frontendUrl' | 'panelUrl'> & Partial<AccountsOptions>;

export const ACCOUNTS_OPTIONS = Symbol('ACCOUNTS_OPTIONS');
