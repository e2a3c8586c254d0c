import type { MailTemplate } from './mails.js';

/**
 * Who can cause a mail, and so what bounds it:
 * - `notice`: something happened to the account by somebody who had proven something. Never capped, or a thief who first filled the
 *   cap could go on unseen.
 * - `strangers`: whoever knows an address can have it sent there. Capped, so that nobody floods a mailbox through our forms.
 * - `operators`: an attack can cause it, and it goes to the operators alone: a cap of its own, apart from those of users.
 */
export type MailCause = 'notice' | 'strangers' | 'operators';

export interface MailKind {
  readonly cause: MailCause;
  /** It brings what lives `minutes` minutes and is worth nothing afterwards: too late, it is dropped rather than delivered. */
  readonly expires?: true;
}

/** The one table of mails. Their words are in `mails` of the message files (libs/branding), their form in `templates/`. */
export const MAIL_KINDS = {
  'verify-email': { cause: 'strangers', expires: true },
  'address-taken': { cause: 'strangers' },
  'password-reset': { cause: 'strangers', expires: true },
  'panel-enrolment': { cause: 'strangers', expires: true },
  'email-change-confirm': { cause: 'strangers', expires: true },
  otp: { cause: 'strangers', expires: true },
  'refresh-reuse': { cause: 'notice' },
  'device-forgotten': { cause: 'notice' },
  'account-recovered': { cause: 'notice', expires: true },
  'password-changed': { cause: 'notice' },
  'email-change-requested': { cause: 'notice' },
  'email-changed': { cause: 'notice' },
  'new-device': { cause: 'notice' },
  'phone-added': { cause: 'notice' },
  'phone-removed': { cause: 'notice' },
  'account-closed': { cause: 'notice' },
  'account-reopened': { cause: 'notice' },
  'two-factor-enabled': { cause: 'notice' },
  'two-factor-disabled': { cause: 'notice' },
  'two-factor-reset': { cause: 'notice' },
  'backup-codes-low': { cause: 'notice' },
  'backup-codes-regenerated': { cause: 'notice' },
  'authenticator-added': { cause: 'notice' },
  'passkey-added': { cause: 'notice' },
  'passkey-removed': { cause: 'notice' },
  'passkey-copied': { cause: 'notice' },
  'identity-linked': { cause: 'notice' },
  'identity-removed': { cause: 'notice' },
  'second-factor-failures': { cause: 'notice' },
  'second-factor-guessed': { cause: 'notice' },
  'sign-in-confirmation': { cause: 'notice', expires: true },
  'delivery-test': { cause: 'notice' },
  'sms-stopped': { cause: 'operators' },
  'webhook-stopped': { cause: 'operators' },
  'webhook-reported': { cause: 'operators' },
  'security-incident': { cause: 'operators' },
} as const satisfies Readonly<Record<MailTemplate, MailKind>>;

/** All of them. @internal */
export const MAIL_TEMPLATES: readonly string[] = Object.keys(MAIL_KINDS);

/** The kinds that strangers can cause. */
export type StrangersMail = {
  [Template in MailTemplate]: (typeof MAIL_KINDS)[Template]['cause'] extends 'strangers' ? Template : never;
}[MailTemplate];
