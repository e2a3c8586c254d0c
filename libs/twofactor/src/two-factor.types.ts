/** What the caller does in the transaction of a change: before it, and after it. Either undoes it by throwing. */
export interface Around {
  readonly before: () => Promise<unknown>;
  readonly also: () => Promise<void>;
}

/** What proved the second factor. */
export type Proof = { readonly method: 'totp' } | { readonly method: 'backup_code'; /** Codes left. */ readonly remaining: number };

/** What somebody else may have left in a second factor; its codes go with it unnamed. */
export type RemovedPart = 'second_factor' | 'authenticator' | 'backup_codes';

/** What is on for a user. */
export interface TwoFactorState {
  /** Is two-step sign-in on? */
  readonly enabled: boolean;
  readonly enabledAt: Date | null;
  /** Since when by an authenticator, too; null without one. */
  readonly totpEnabledAt: Date | null;
  readonly backupCodesRemaining: number;
  readonly backupCodesTotal: number;
}

/** The backup codes of a user, without the codes: those are stored hashed. */
export interface BackupCodesView {
  readonly total: number;
  readonly remaining: number;
  readonly codes: readonly { readonly usedAt: Date | null }[];
}
