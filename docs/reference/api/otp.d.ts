// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/otp

import type { DefaultsOf } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { Listing } from '@castellan/data';
import type { SecretKeys } from '@castellan/common';

type CodeVerdict = 'right' | 'wrong' | 'none';

export interface IssuedCode {
    readonly code: string;
    readonly expiresAt: Date;
}

export class OneTimeCodes {
    checkOtp(input: OtpSubject & {
        readonly code: string;
    }): Promise<CodeVerdict>;
    deleteExpired(before: Date): Promise<number>;
    demandForm(typed: string, field: string): void;
    discard(identifier: string): Promise<void>;
    get minutes(): number;
    requestOtp(subject: OtpSubject): Promise<IssuedCode>;
    verifyOtp(guess: OtpSubject & {
        readonly code: string;
    }): Promise<boolean>;
}

export const OTP_DEFAULTS: DefaultsOf<OtpOptions>;

export class OtpModule {
    static forRoot(options: OtpOptions): DynamicModule;
}

export interface OtpOptions {
    readonly length?: number;
    readonly maxAttempts?: number;
    readonly maxRequests?: number;
    readonly resendCooldownMs?: number;
    readonly secretKeys: SecretKeys;
    readonly ttlMs?: number;
}

export type OtpPurpose = 'sign_in' | 'phone' | (string & Record<never, never>);

export interface OtpSubject {
    readonly identifier: string;
    readonly purpose: OtpPurpose;
}


// @castellan/otp/tables

import type { Tables } from '@castellan/data';

export const OTP_TABLES: Tables;

