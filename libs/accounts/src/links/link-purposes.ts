import type { AccountsOptions } from '../options.js';

const MINUTE_MS = 60_000;

// How long links live, where the host does not tell.
/** Of one that proves an address, or lets a sign-in go on. */
export const VERIFICATION_TTL_MS = 10 * MINUTE_MS;
/** Of one that opens as much as a new password. */
export const PASSWORD_RESET_TTL_MS = 60 * MINUTE_MS;
/** Of one that proves a new address. */
export const PENDING_EMAIL_TTL_MS = 60 * MINUTE_MS;
/** Of the ways back: whoever is away for a weekend still finds them. */
export const UNDO_TTL_MS = 72 * 60 * MINUTE_MS;

/** The rules of one kind of mailed link. */
interface LinkRules {
  /** Its page, below `FRONTEND_URL` or where operators reach the panel. */
  readonly path: string;
  readonly base?: 'frontendUrl' | 'panelUrl';
  /** The option that says how long it lives. */
  readonly ttl: 'verificationTtlMs' | 'passwordResetTtlMs' | 'pendingEmailTtlMs' | 'undoTtlMs';
  /** A new one takes the place of the user's older one. */
  readonly isOnly: boolean;
  /** It goes when the user's tokens are invalidated; the ways back do not, as they undo just that. */
  readonly diesWithTokens: boolean;
}

/** Every mailed link there is. What its `subject` means is said beside it. */
export const LINK_PURPOSES = {
  verify_email: { path: '/verify-account', ttl: 'verificationTtlMs', isOnly: true, diesWithTokens: true },
  password_reset: { path: '/password-reset-confirm', ttl: 'passwordResetTtlMs', isOnly: true, diesWithTokens: true },
  /** The new address: kept here and not in the link, so that a link cannot be bent to another one. */
  email_change: { path: '/change-email-confirm', ttl: 'pendingEmailTtlMs', isOnly: true, diesWithTokens: true },
  /** The address to restore. */
  email_change_undo: { path: '/undo-email-change', ttl: 'undoTtlMs', isOnly: false, diesWithTokens: false },
  /** The address it was mailed to, which is restored if the account was moved away from it since. */
  sign_in_report: { path: '/report-sign-in', ttl: 'undoTtlMs', isOnly: false, diesWithTokens: false },
  /** The sign-in that waits: where it lies in the store. Several may wait, so that a stranger's kills no link of the owner's. */
  sign_in_confirmation: { path: '/confirm-sign-in', ttl: 'verificationTtlMs', isOnly: false, diesWithTokens: true },
  /** The password is asked for besides. It lives as long as a link for a new password, which opens as much. */
  panel_enrolment: { path: '/sign-in/set-up', base: 'panelUrl', ttl: 'passwordResetTtlMs', isOnly: true, diesWithTokens: true },
} as const satisfies Readonly<Record<string, LinkRules>>;

export type LinkPurpose = keyof typeof LINK_PURPOSES;

/** Those that go when the user's tokens are invalidated. */
export const LINKS_THAT_DIE_WITH_TOKENS = (Object.keys(LINK_PURPOSES) as LinkPurpose[]).filter(
  (purpose) => LINK_PURPOSES[purpose].diesWithTokens,
);

/** Where its page is. */
export function linkPage(purpose: LinkPurpose, options: AccountsOptions): string {
  const { base = 'frontendUrl', path }: LinkRules = LINK_PURPOSES[purpose];
  return `${options[base]}${path}`;
}

export const linkLifetimeMs = (purpose: LinkPurpose, options: AccountsOptions): number => options[LINK_PURPOSES[purpose].ttl];
