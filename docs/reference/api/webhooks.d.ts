// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/webhooks

import { AccountClosed } from '@castellan/accounts';
import { AccountDisabled } from '@castellan/accounts';
import { AccountEnabled } from '@castellan/accounts';
import { AccountErased } from '@castellan/accounts';
import { AccountReopened } from '@castellan/accounts';
import type { DefaultsOf } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { EmailChanged } from '@castellan/accounts';
import { EmailVerified } from '@castellan/accounts';
import { IdentityLinked } from '@castellan/accounts';
import { IdentityRemoved } from '@castellan/accounts';
import { Listing } from '@castellan/data';
import type { ModuleMetadata } from '@nestjs/common';
import type { Operator } from '@castellan/accounts';
import { PasskeyAdded } from '@castellan/accounts';
import { PasskeyRemoved } from '@castellan/accounts';
import { PasswordChanged } from '@castellan/accounts';
import { PasswordWasReset } from '@castellan/accounts';
import { PhoneChanged } from '@castellan/accounts';
import { ProfileChanged } from '@castellan/accounts';
import type { SecretKeys } from '@castellan/common';
import { SessionEnded } from '@castellan/accounts';
import { SignInFailed } from '@castellan/accounts';
import { TwoFactorDisabled } from '@castellan/accounts';
import { TwoFactorEnabled } from '@castellan/accounts';
import { UserRegistered } from '@castellan/accounts';
import { UserSignedIn } from '@castellan/accounts';

export interface CreatedWebhookEndpoint {
    readonly endpoint: WebhookEndpoint;
    readonly secret: string;
}

export const FORMER_SECRET_MS: number;

export class JudgedAddress {
    demand(): string;
    static of(judging: Promise<string>): Promise<JudgedAddress>;
}

export const MAX_WEBHOOK_ENDPOINTS = 50;

export interface NewWebhookEndpoint {
    readonly description?: string;
    readonly events: readonly string[];
    readonly url: string | JudgedAddress;
}

const SIGNALS: {
    readonly user_registered: typeof UserRegistered;
    readonly email_verified: typeof EmailVerified;
    readonly user_signed_in: typeof UserSignedIn;
    readonly sign_in_failed: typeof SignInFailed;
    readonly session_ended: typeof SessionEnded;
    readonly password_changed: typeof PasswordChanged;
    readonly password_reset: typeof PasswordWasReset;
    readonly email_changed: typeof EmailChanged;
    readonly phone_changed: typeof PhoneChanged;
    readonly two_factor_enabled: typeof TwoFactorEnabled;
    readonly two_factor_disabled: typeof TwoFactorDisabled;
    readonly passkey_added: typeof PasskeyAdded;
    readonly passkey_removed: typeof PasskeyRemoved;
    readonly identity_linked: typeof IdentityLinked;
    readonly identity_removed: typeof IdentityRemoved;
    readonly profile_changed: typeof ProfileChanged;
    readonly account_disabled: typeof AccountDisabled;
    readonly account_enabled: typeof AccountEnabled;
    readonly account_closed: typeof AccountClosed;
    readonly account_reopened: typeof AccountReopened;
    readonly account_erased: typeof AccountErased;
};

export const WEBHOOK_DELIVERY_STATES: readonly ["waiting", "delivered", "failed", "dropped"];

export const WEBHOOK_EVENTS: readonly WebhookEvent[];

export class WebhookCleanup {
    cleanUp(): Promise<void>;
}

export class WebhookDeliveries {
    replay(operator: Operator, id: string): Promise<void>;
}

export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

export interface WebhookEndpoint {
    readonly createdAt: Date;
    readonly description: string;
    readonly events: readonly WebhookEvent[];
    readonly failingSince: Date | null;
    readonly formerSecretUntil: Date | null;
    readonly id: string;
    readonly isActive: boolean;
    readonly switchedOffAt: Date | null;
    readonly url: string;
}

export interface WebhookEndpointChange extends Partial<NewWebhookEndpoint> {
    readonly isActive?: boolean;
}

export class WebhookEndpoints {
    change(operator: Operator, id: string, input: WebhookEndpointChange): Promise<WebhookEndpoint>;
    create(operator: Operator, input: NewWebhookEndpoint): Promise<CreatedWebhookEndpoint>;
    delete(operator: Operator, id: string): Promise<void>;
    judge(url: string): Promise<JudgedAddress>;
    rotate(operator: Operator, id: string): Promise<string>;
    url(operator: Operator, id: string): Promise<string>;
}

export type WebhookEvent = keyof typeof SIGNALS;

export const WEBHOOKS_DEFAULTS: DefaultsOf<WebhooksOptions>;

export class WebhooksModule {
    static forRoot(input: WebhooksModuleOptions): DynamicModule;
}

export type WebhooksModuleOptions = WebhooksOptions & Required<Pick<ModuleMetadata, 'imports'>>;

export interface WebhooksOptions {
    readonly allow?: readonly string[];
    readonly retriesMs?: readonly number[];
    readonly secretKeys: SecretKeys;
}


// @castellan/webhooks/tables

import type { Tables } from '@castellan/data';

export const WEBHOOKS_TABLES: Tables;

