// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/notifications

import type { Brand } from '@castellan/branding';
import type { Colors } from '@castellan/branding';
import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { Finding } from '@castellan/common';
import { Listing } from '@castellan/data';
import type { Messages } from '@castellan/branding';
import type { ModuleMetadata } from '@nestjs/common';
import { Port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';

export interface Caused {
    readonly isCounted?: boolean;
    readonly language?: string | null | undefined;
    readonly userId?: string;
}

export class DevInbox {
    clear(): Promise<void>;
    list(to?: string): Promise<readonly InboxMessage[]>;
}

export class HandlebarsTemplates extends MessageTemplates {
    render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage>;
}

export interface InboxMessage {
    readonly channel: 'email' | 'sms';
    readonly code: string | null;
    readonly html: string | null;
    readonly id: string;
    readonly links: readonly string[];
    readonly sentAt: Date;
    readonly subject: string | null;
    readonly text: string;
    readonly to: string;
}

export type Mail = {
    [Template in MailTemplate]: {
        readonly to: string;
        readonly template: Template;
        readonly data: MailData[Template];
    };
}[MailTemplate];

const MAIL_KINDS: {
    readonly 'verify-email': {
        readonly cause: "strangers";
        readonly expires: true;
    };
    readonly 'address-taken': {
        readonly cause: "strangers";
    };
    readonly 'password-reset': {
        readonly cause: "strangers";
        readonly expires: true;
    };
    readonly 'panel-enrolment': {
        readonly cause: "strangers";
        readonly expires: true;
    };
    readonly 'email-change-confirm': {
        readonly cause: "strangers";
        readonly expires: true;
    };
    readonly otp: {
        readonly cause: "strangers";
        readonly expires: true;
    };
    readonly 'refresh-reuse': {
        readonly cause: "notice";
    };
    readonly 'device-forgotten': {
        readonly cause: "notice";
    };
    readonly 'account-recovered': {
        readonly cause: "notice";
        readonly expires: true;
    };
    readonly 'password-changed': {
        readonly cause: "notice";
    };
    readonly 'email-change-requested': {
        readonly cause: "notice";
    };
    readonly 'email-changed': {
        readonly cause: "notice";
    };
    readonly 'new-device': {
        readonly cause: "notice";
    };
    readonly 'phone-added': {
        readonly cause: "notice";
    };
    readonly 'phone-removed': {
        readonly cause: "notice";
    };
    readonly 'account-closed': {
        readonly cause: "notice";
    };
    readonly 'account-reopened': {
        readonly cause: "notice";
    };
    readonly 'two-factor-enabled': {
        readonly cause: "notice";
    };
    readonly 'two-factor-disabled': {
        readonly cause: "notice";
    };
    readonly 'two-factor-reset': {
        readonly cause: "notice";
    };
    readonly 'backup-codes-low': {
        readonly cause: "notice";
    };
    readonly 'backup-codes-regenerated': {
        readonly cause: "notice";
    };
    readonly 'authenticator-added': {
        readonly cause: "notice";
    };
    readonly 'passkey-added': {
        readonly cause: "notice";
    };
    readonly 'passkey-removed': {
        readonly cause: "notice";
    };
    readonly 'passkey-copied': {
        readonly cause: "notice";
    };
    readonly 'identity-linked': {
        readonly cause: "notice";
    };
    readonly 'identity-removed': {
        readonly cause: "notice";
    };
    readonly 'second-factor-failures': {
        readonly cause: "notice";
    };
    readonly 'second-factor-guessed': {
        readonly cause: "notice";
    };
    readonly 'sign-in-confirmation': {
        readonly cause: "notice";
        readonly expires: true;
    };
    readonly 'delivery-test': {
        readonly cause: "notice";
    };
    readonly 'sms-stopped': {
        readonly cause: "operators";
    };
    readonly 'webhook-stopped': {
        readonly cause: "operators";
    };
    readonly 'webhook-reported': {
        readonly cause: "operators";
    };
    readonly 'security-incident': {
        readonly cause: "operators";
    };
};

const MAIL_OUTCOMES: readonly ["sent", "refused", "failed", "over_cap", "expired", "held"];

type MailBrand = Pick<Brand, 'color' | 'supportEmail' | 'termsUrl' | 'privacyUrl'>;

export interface MailData {
    readonly 'account-closed': {
        readonly eraseAt: Date;
        readonly signInLink: string;
    };
    readonly 'account-recovered': {
        readonly link: string;
        readonly minutes: number;
    };
    readonly 'account-reopened': {
        readonly at: Date;
        readonly deviceName: string;
    };
    readonly 'address-taken': {
        readonly signInLink: string;
        readonly resetLink: string;
    } & Occasion;
    readonly 'authenticator-added': {
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'backup-codes-low': {
        readonly remaining: number;
    };
    readonly 'backup-codes-regenerated': {
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'delivery-test': {
        readonly at: Date;
    };
    readonly 'device-forgotten': {
        readonly deviceName: string;
        readonly at: Date;
    };
    readonly 'email-change-confirm': {
        readonly link: string;
        readonly minutes: number;
    };
    readonly 'email-change-requested': {
        readonly newEmail: string;
        readonly at: Date;
        readonly deviceName: string;
    };
    readonly 'email-changed': {
        readonly newEmail: string;
        readonly undoLink: string;
        readonly hours: number;
    };
    readonly 'identity-linked': {
        readonly provider: string;
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'identity-removed': {
        readonly provider: string;
        readonly at: Date;
        readonly deviceName?: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'new-device': {
        readonly deviceName: string;
        readonly ip: string;
        readonly place?: string;
        readonly at: Date;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'panel-enrolment': {
        readonly link: string;
        readonly minutes: number;
    };
    readonly 'passkey-added': {
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'passkey-copied': {
        readonly addedAt: Date;
        readonly at: Date;
        readonly ip: string;
        readonly deviceName: string;
        readonly resetLink: string;
    };
    readonly 'passkey-removed': {
        readonly at: Date;
        readonly deviceName?: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'password-changed': {
        readonly how: 'changed' | 'reset';
        readonly at: Date;
        readonly deviceName: string;
        readonly removed: readonly Phrase[];
        readonly olderPasskeys: number;
        readonly olderIdentities: number;
        readonly resetLink: string;
    };
    readonly 'password-reset': {
        readonly link: string;
        readonly minutes: number;
    };
    readonly 'phone-added': {
        readonly phone: string;
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'phone-removed': {
        readonly phone: string;
        readonly at: Date;
        readonly deviceName: string;
    };
    readonly 'refresh-reuse': {
        readonly deviceName: string;
        readonly at: Date;
    };
    readonly 'second-factor-failures': {
        readonly at: Date;
        readonly ip: string;
        readonly minutes: number;
        readonly resetLink: string;
    };
    readonly 'second-factor-guessed': {
        readonly at: Date;
        readonly ip: string;
        readonly deviceName: string;
        readonly resetLink: string;
    };
    readonly 'security-incident': {
        readonly what: Phrase;
        readonly advice: Phrase;
        readonly at: Date;
    };
    readonly 'sign-in-confirmation': {
        readonly link: string;
        readonly minutes: number;
        readonly deviceName: string;
        readonly ip: string;
        readonly at: Date;
        readonly resetLink: string;
    };
    readonly 'sms-stopped': {
        readonly reason: Phrase;
        readonly at: Date;
        readonly until: Date;
    };
    readonly 'two-factor-disabled': {
        readonly at: Date;
        readonly deviceName: string;
    };
    readonly 'two-factor-enabled': {
        readonly at: Date;
        readonly deviceName: string;
        readonly reportLink: string;
        readonly hours: number;
    };
    readonly 'two-factor-reset': {
        readonly at: Date;
    };
    readonly 'verify-email': {
        readonly link: string;
        readonly minutes: number;
        readonly others?: number;
        readonly provider?: string;
        readonly resetLink?: string;
    } & Occasion;
    readonly 'webhook-reported': {
        readonly endpoint: string;
        readonly at: Date;
    };
    readonly 'webhook-stopped': {
        readonly endpoint: string;
        readonly since: Date;
        readonly at: Date;
    };
    readonly otp: {
        readonly code: string;
        readonly minutes: number;
    };
}

export class MailDeliveries {
    allOf(userId: string, input: OwnMailbox): Promise<readonly Readonly<Record<string, unknown>>[]>;
    deleteBefore(moment: Date): Promise<number>;
    forget(userId: string, address: string | null): Promise<void>;
}

type MailDeliveryState = (typeof MAIL_DELIVERY_STATES)[number];

interface MailLook {
    readonly dark: Readonly<Record<keyof Colors, string>>;
    readonly look: Readonly<Record<keyof Colors, string>>;
}

type MailOutcome = (typeof MAIL_OUTCOMES)[number];

export class MailRefused extends Error {
    constructor(reason: string);
}

export type MailTemplate = keyof MailData;

export abstract class MailTransport {
    abstract send(mail: OutgoingMail): Promise<void>;
}

interface MailTry {
    readonly answer: string | null;
    readonly state: Exclude<MailDeliveryState, 'queued'>;
}

class MailWriter {
    constructor(messages: Messages, look: MailLook, given?: TemplatesByLanguage);
    write(input: MessageToRender): RenderedMessage;
}

export abstract class MessageTemplates {
    abstract render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage>;
}

export type MessageToRender = {
    readonly language: string;
    readonly values: Readonly<Record<string, string | number>>;
} & ({
    readonly channel: 'email';
    readonly kind: MailTemplate;
} | {
    readonly channel: 'sms';
    readonly kind: keyof SmsData;
});

export class Notifications {
    allows(template: StrangersMail, to: string, input?: {
        sendsNothing?: boolean | undefined;
    }): Promise<boolean>;
    mailCounts(): ReadonlyMap<MailOutcome, number>;
    send(mail: Mail, caused?: Caused): Promise<void>;
    sendSms(sms: Sms): Promise<SmsOutcome>;
    get sendsSms(): boolean;
    whenHeld(listener: () => Promise<void>): void;
}

export const NOTIFICATIONS_PORTS: {
    readonly mailTransport: Port<MailTransport>;
    readonly smsTransport: Port<SmsTransport>;
    readonly templates: Port<MessageTemplates>;
};

export class NotificationsModule {
    static forRoot(input: NotificationsModuleOptions): DynamicModule;
}

export interface NotificationsModuleOptions extends NotificationsOptions {
    readonly imports?: ModuleMetadata['imports'];
    readonly ports?: NotificationsPorts;
}

export interface NotificationsOptions {
    readonly appName: string;
    readonly brand?: Partial<MailBrand>;
    readonly codeHost: string;
    readonly ehloName?: string;
    readonly from: string;
    readonly inbox: boolean;
    readonly mailsPerHour?: number;
    readonly mailTemplates?: string | null;
    readonly messages?: Messages;
    readonly secretKeys: SecretKeys;
    readonly sms?: SmsOptions;
    readonly smtpUrl: string | null;
}

export type NotificationsPorts = Replacements<typeof NOTIFICATIONS_PORTS>;

interface Occasion {
    readonly at?: Date;
    readonly deviceName?: string;
}

export interface OutgoingMail {
    readonly code: string | null;
    readonly from: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly html: string;
    readonly id: string;
    readonly kind: MailTemplate;
    readonly messageId: string;
    readonly subject: string;
    readonly text: string;
    readonly to: string;
}

export interface OutgoingSms {
    readonly code: string;
    readonly id: string;
    readonly text: string;
    readonly to: string;
}

export interface OwnMailbox {
    readonly address: string | null;
    readonly since: Date;
}

export interface Phrase {
    readonly phrase: string;
    readonly values?: Readonly<Record<string, string | number>>;
}

export interface Reader {
    readonly to: string;
    readonly userId?: string;
}

export interface RenderedMessage {
    readonly html: string;
    readonly subject: string;
    readonly text: string;
}

export type Sms = {
    [Template in keyof SmsData]: {
        readonly to: string;
        readonly template: Template;
        readonly data: SmsData[Template];
        readonly clientNetwork: string;
        readonly provesNumber?: boolean;
        readonly userId?: string;
        readonly language?: string | null | undefined;
    };
}[keyof SmsData];

export const SMS_STATUSES: readonly ["queued", "sent", "delivered", "undelivered", "failed"];

export interface SmsAllowances {
    readonly networkPerDay: number;
    readonly numberPerHour: number;
    readonly perDay: number;
    readonly perHour: number;
}

interface SmsData {
    readonly otp: {
        readonly code: string;
    };
}

export class SmsDeliveries {
    applyStatus(providerMessageId: string, status: SmsStatus, error?: string | null): Promise<void>;
    deleteBefore(moment: Date): Promise<number>;
    list(input: SmsDeliveryQuery): Promise<readonly SmsDeliveryRecord[]>;
}

export interface SmsDeliveryQuery {
    readonly after?: Pick<SmsDeliveryRecord, 'createdAt' | 'id'>;
    readonly limit: number;
    readonly status?: SmsStatus;
    readonly to?: string;
}

export interface SmsDeliveryRecord {
    readonly createdAt: Date;
    readonly error: string | null;
    readonly id: string;
    readonly provider: string;
    readonly providerMessageId: string | null;
    readonly recipient: string;
    readonly status: SmsStatus;
    readonly updatedAt: Date;
}

export class SmsFailed extends Error {
    constructor(code: string, isPermanent: boolean);
    readonly code: string;
    readonly isPermanent: boolean;
}

export interface SmsOptions {
    readonly allowances?: Partial<SmsAllowances>;
    readonly operatorsEmail?: string | null;
    readonly prefixes?: readonly string[] | null;
    readonly provider: SmsProvider;
    readonly statusUrl: string;
}

export type SmsOutcome = 'queued' | {
    readonly refused: SmsRefusal;
};

export type SmsProvider = {
    readonly kind: 'off';
} | {
    readonly kind: 'own';
} | {
    readonly kind: 'inbox';
} | ({
    readonly kind: 'twilio';
} & TwilioAccount);

export interface SmsReceipt {
    readonly messageId: string;
    readonly status: SmsStatus;
}

export type SmsRefusal = 'sms_off' | 'sms_prefix' | 'sms_stopped' | 'sms_number_limit' | 'sms_network_limit' | 'sms_hour_budget' | 'sms_new_numbers' | 'sms_day_budget' | 'sms_store_away';

export type SmsStatus = (typeof SMS_STATUSES)[number];

export abstract class SmsTransport {
    abstract readonly provider: string;
    abstract send(sms: OutgoingSms): Promise<SmsReceipt>;
}

type StrangersMail = {
    [Template in MailTemplate]: (typeof MAIL_KINDS)[Template]['cause'] extends 'strangers' ? Template : never;
}[MailTemplate];

interface TemplateFile {
    readonly file: string;
    readonly name: string;
    readonly role: 'mail' | 'partial';
    readonly source: string;
    readonly twin: Twin;
}

type TemplatesByLanguage = ReadonlyMap<string, readonly TemplateFile[]>;

export interface TwilioAccount {
    readonly accountSid: string;
    readonly apiUrl?: string;
    readonly authToken: string;
    readonly from: string;
}

type Twin = 'html' | 'text';


// @castellan/notifications/tables

import type { Tables } from '@castellan/data';

export const NOTIFICATIONS_TABLES: Tables;

