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
  /** Holds nothing that users wrote, so that nobody writes to strangers through it. */
  readonly subject: (appName: string) => string;
}

/** The one table of mails. */
export const MAIL_KINDS = {
  'verify-email': { cause: 'strangers', expires: true, subject: (app) => `Confirm your e-mail address for ${app}` },
  'address-taken': { cause: 'strangers', subject: (app) => `You already have an account at ${app}` },
  'password-reset': { cause: 'strangers', expires: true, subject: (app) => `Choose a new password for ${app}` },
  'panel-enrolment': { cause: 'strangers', expires: true, subject: (app) => `Set up your second factor at ${app}` },
  'email-change-confirm': { cause: 'strangers', expires: true, subject: (app) => `Confirm your new e-mail address for ${app}` },
  otp: { cause: 'strangers', expires: true, subject: () => 'Your verification code' },
  'refresh-reuse': { cause: 'notice', subject: (app) => `We ended one of your sessions at ${app}` },
  'device-forgotten': { cause: 'notice', subject: (app) => `We forgot one of your devices at ${app}` },
  'password-changed': { cause: 'notice', subject: (app) => `Your password was changed at ${app}` },
  'email-change-requested': { cause: 'notice', subject: (app) => `Your e-mail address is about to change at ${app}` },
  'email-changed': { cause: 'notice', subject: (app) => `Your e-mail address was changed at ${app}` },
  'new-device': { cause: 'notice', subject: (app) => `New sign-in to your account at ${app}` },
  'phone-added': { cause: 'notice', subject: (app) => `A phone number was added to your account at ${app}` },
  'phone-removed': { cause: 'notice', subject: (app) => `A phone number was removed from your account at ${app}` },
  'account-closed': { cause: 'notice', subject: (app) => `Your account is closed at ${app}` },
  'account-reopened': { cause: 'notice', subject: (app) => `Your account is open again at ${app}` },
  'two-factor-enabled': { cause: 'notice', subject: (app) => `Two-factor authentication was turned on at ${app}` },
  'two-factor-disabled': { cause: 'notice', subject: (app) => `Two-factor authentication was turned off at ${app}` },
  'two-factor-reset': { cause: 'notice', subject: (app) => `Your second factor was taken away at ${app}` },
  'backup-codes-low': { cause: 'notice', subject: (app) => `Few backup codes are left for your account at ${app}` },
  'backup-codes-regenerated': { cause: 'notice', subject: (app) => `You have new backup codes at ${app}` },
  'second-factor-failures': { cause: 'notice', subject: (app) => `Many wrong codes for your account at ${app}` },
  'second-factor-guessed': { cause: 'notice', subject: (app) => `Wrong codes for your account at ${app}` },
  'sign-in-confirmation': { cause: 'notice', expires: true, subject: (app) => `Confirm that you sign in at ${app}` },
  'sms-stopped': { cause: 'operators', subject: (app) => `SMS is stopped at ${app}` },
  'security-incident': { cause: 'operators', subject: (app) => `Security incident at ${app}` },
} as const satisfies Readonly<Record<MailTemplate, MailKind>>;

/** The kinds that strangers can cause. */
export type StrangersMail = {
  [Template in MailTemplate]: (typeof MAIL_KINDS)[Template]['cause'] extends 'strangers' ? Template : never;
}[MailTemplate];
