import type { Phrase } from './rendering/told.js';

/** When somebody signed up, and from where, if that is known. */
interface Occasion {
  readonly at?: Date;
  readonly deviceName?: string;
}

/**
 * What each mail is told. Links are secrets; user-given strings need no escaping here, the renderer does it. A `newEmail` is given
 * whole and shown masked.
 */
export interface MailData {
  /**
   * Proves an address: `link` leads to the confirmation page and lives `minutes` minutes. `others`: so many other sign-ups wait for
   * the same proof, so the page asks for a password. `resetLink` ends them all. `provider`: what people call that by which somebody signed up.
   */
  readonly 'verify-email': {
    readonly link: string;
    readonly minutes: number;
    readonly others?: number;
    readonly provider?: string;
    readonly resetLink?: string;
  } & Occasion;
  /** Someone tried to sign up with an address that has an account already. */
  readonly 'address-taken': { readonly signInLink: string; readonly resetLink: string } & Occasion;
  /** A session was ended because an old refresh token of it was used again. */
  readonly 'refresh-reuse': { readonly deviceName: string; readonly at: Date };
  /** A device is no longer known, because an old token of it was shown again. */
  readonly 'device-forgotten': { readonly deviceName: string; readonly at: Date };
  /** Someone, perhaps the user, asked for a new password: `link` leads to its form and lives `minutes` minutes. */
  readonly 'password-reset': { readonly link: string; readonly minutes: number };
  /** The owner took the account back, by a report or by undoing a change of address: the old password opens nothing. `link` as above. */
  readonly 'account-recovered': { readonly link: string; readonly minutes: number };
  /** Notice of a new password. `resetLink` leads to the page that asks for another one. */
  readonly 'password-changed': {
    readonly how: 'changed' | 'reset';
    readonly at: Date;
    readonly deviceName: string;
    /** What a reset took away besides: phrases `removed.…`. */
    readonly removed: readonly Phrase[];
    /** How many a reset left, which took them for the owner's: they open the account still. */
    readonly olderPasskeys: number;
    /** Likewise, of accounts elsewhere. */
    readonly olderIdentities: number;
    readonly resetLink: string;
  };
  /** To the new address: proves that it can be read. */
  readonly 'email-change-confirm': { readonly link: string; readonly minutes: number };
  /** To the old address, when the change is asked for. */
  readonly 'email-change-requested': { readonly newEmail: string; readonly at: Date; readonly deviceName: string };
  /** To the old address, when it is replaced: `undoLink` puts it back for `hours` hours. */
  readonly 'email-changed': { readonly newEmail: string; readonly undoLink: string; readonly hours: number };
  /** A sign-in from a device not seen before: `reportLink` ends it and takes the account back, for `hours` hours. */
  readonly 'new-device': {
    readonly deviceName: string;
    readonly ip: string;
    /** Where the address is, if that is known: `Ghent, Belgium`. */
    readonly place?: string;
    readonly at: Date;
    readonly reportLink: string;
    readonly hours: number;
  };
  /** A phone number was proven and may be signed in with. `phone` is masked already. The link is as in `new-device`. */
  readonly 'phone-added': {
    readonly phone: string;
    readonly at: Date;
    readonly deviceName: string;
    readonly reportLink: string;
    readonly hours: number;
  };
  /** A phone number was taken off the account. */
  readonly 'phone-removed': { readonly phone: string; readonly at: Date; readonly deviceName: string };
  /** The user closed the account; signing in before `eraseAt` opens it again. */
  readonly 'account-closed': { readonly eraseAt: Date; readonly signInLink: string };
  /** A sign-in opened a closed account again. */
  readonly 'account-reopened': { readonly at: Date; readonly deviceName: string };
  /** The user turned the second factor on. The link is as in `new-device`. */
  readonly 'two-factor-enabled': { readonly at: Date; readonly deviceName: string; readonly reportLink: string; readonly hours: number };
  /** The user turned the second factor off. */
  readonly 'two-factor-disabled': { readonly at: Date; readonly deviceName: string };
  /** An operator took the second factor away and ended the sessions. */
  readonly 'two-factor-reset': { readonly at: Date };
  /** A backup code was used, and few are left. */
  readonly 'backup-codes-low': { readonly remaining: number };
  /** New backup codes took the place of the old ones. The link is as in `new-device`. */
  readonly 'backup-codes-regenerated': {
    readonly at: Date;
    readonly deviceName: string;
    readonly reportLink: string;
    readonly hours: number;
  };
  /** A passkey was added, which signs in without the password. The link is as in `new-device`. */
  readonly 'authenticator-added': { readonly at: Date; readonly deviceName: string; readonly reportLink: string; readonly hours: number };
  readonly 'passkey-added': { readonly at: Date; readonly deviceName: string; readonly reportLink: string; readonly hours: number };
  /** A passkey was removed: from that device, or by an operator. The link is as in `new-device`. */
  readonly 'passkey-removed': { readonly at: Date; readonly deviceName?: string; readonly reportLink: string; readonly hours: number };
  /** An account of a provider was connected, which signs in without the password; `provider` is its name here. The link is as in `new-device`. */
  readonly 'identity-linked': {
    readonly provider: string;
    readonly at: Date;
    readonly deviceName: string;
    readonly reportLink: string;
    readonly hours: number;
  };
  /** One was disconnected: from that device, or by an operator. The link is as in `new-device`. */
  readonly 'identity-removed': {
    readonly provider: string;
    readonly at: Date;
    readonly deviceName?: string;
    readonly reportLink: string;
    readonly hours: number;
  };
  /** A passkey was refused, since its counter went back: it was added at `addedAt`. `resetLink` asks for a new password. */
  readonly 'passkey-copied': {
    readonly addedAt: Date;
    readonly at: Date;
    readonly ip: string;
    readonly deviceName: string;
    readonly resetLink: string;
  };
  /** Somebody gave the password of staff without a second factor at the panel: `link` leads to its set-up and lives `minutes` minutes. */
  readonly 'panel-enrolment': { readonly link: string; readonly minutes: number };
  /** Too many wrong codes after a right first factor: none is accepted for `minutes` minutes. `resetLink` asks for a new password. */
  readonly 'second-factor-failures': { readonly at: Date; readonly ip: string; readonly minutes: number; readonly resetLink: string };
  /** A sign-in with a right first factor ended by wrong codes. `resetLink` asks for a new password. */
  readonly 'second-factor-guessed': { readonly at: Date; readonly ip: string; readonly deviceName: string; readonly resetLink: string };
  /** Strangers guess at the second factor: `link` lets the one sign-in go on that waits, and lives `minutes` minutes. */
  readonly 'sign-in-confirmation': {
    readonly link: string;
    readonly minutes: number;
    readonly deviceName: string;
    readonly ip: string;
    readonly at: Date;
    readonly resetLink: string;
  };
  /** A one-time code, which lives `minutes` minutes. Only for codes whose requests are limited by identifier. */
  readonly otp: { readonly code: string; readonly minutes: number };
  /** An operator wants to know whether mails leave: there is nothing to do. */
  readonly 'delivery-test': { readonly at: Date };
  /** To the operators: why no SMS is sent (a phrase `reasons.…`), and until when. */
  readonly 'sms-stopped': { readonly reason: Phrase; readonly at: Date; readonly until: Date };
  /** To superusers: a webhook is switched off; nothing but failures have come back since then. */
  readonly 'webhook-stopped': { readonly endpoint: string; readonly since: Date; readonly at: Date };
  /** To superusers: a webhook is switched off, as the sign-in of who made it, or sent it elsewhere, was reported. */
  readonly 'webhook-reported': { readonly endpoint: string; readonly at: Date };
  /** To the operators: what looks like an attack, and what to do; phrases `what.…` and `advice.…`. */
  readonly 'security-incident': { readonly what: Phrase; readonly advice: Phrase; readonly at: Date };
}

/** A mail by what it is about; `MailData` says what each one needs. */
export type MailTemplate = keyof MailData;

/** One mail to one address: `{to, template, data}`, where `template` decides the shape of `data`. */
export type Mail = {
  [Template in MailTemplate]: { readonly to: string; readonly template: Template; readonly data: MailData[Template] };
}[MailTemplate];
