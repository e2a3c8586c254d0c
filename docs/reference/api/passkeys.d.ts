// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/passkeys

import type { DefaultsOf } from '@castellan/common';
import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';

export interface Assertion {
    readonly isUserVerified: boolean;
    readonly passkey: Passkey;
    readonly userId: string;
}

export interface Ceremony {
    readonly boundTo: string;
    readonly purpose: string;
    readonly userId: string;
}

export class CounterWentBack extends InvalidPasskey {
    constructor(passkey: Passkey);
    readonly passkey: Passkey;
}

export class InvalidPasskey extends (DomainErrorClass) {
}

export function isPasskeyName(name: string): boolean;

export interface NewPasskey {
    readonly aaguid: string;
    readonly counter: number;
    readonly credentialId: Buffer;
    readonly isSynced: boolean;
    readonly isUserVerified: boolean;
    readonly publicKey: Buffer;
    readonly transports: readonly string[];
}

export interface Passkey {
    readonly aaguid: string;
    readonly createdAt: Date;
    readonly id: string;
    readonly isSynced: boolean;
    readonly lastUsedAt: Date | null;
    readonly name: string;
    readonly transports: readonly string[];
    readonly userId: string;
}

export const PASSKEY_NAME_LENGTH = 64;

export const PASSKEY_NAME_PROBLEM: string;

export class Passkeys {
    add(userId: string, made: NewPasskey, name: string | null): Promise<{
        readonly passkey: Passkey;
        readonly isFirst: boolean;
    }>;
    count(userId: string): Promise<number>;
    countAmong(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
    countUsers(): Promise<number>;
    exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
    find(userId: string, id: string): Promise<Passkey | null>;
    list(userId: string): Promise<readonly Passkey[]>;
    get origins(): readonly string[];
    registrationOptions(ceremony: Ceremony, person: Person): Promise<{
        readonly options: PublicKeyCredentialCreationOptionsJSON;
        readonly expiresInMs: number;
    }>;
    remove(userId: string, id: string): Promise<Passkey | null>;
    removeAll(userId: string): Promise<number>;
    removeSince(userId: string, moment: Date): Promise<readonly Passkey[]>;
    rename(userId: string, id: string, name: string): Promise<Passkey | null>;
    requestOptions(ceremony: Ceremony, except?: readonly string[]): Promise<{
        readonly options: PublicKeyCredentialRequestOptionsJSON;
        readonly expiresInMs: number;
    }>;
    signalsOf(userId: string): Promise<PasskeySignals | null>;
    signInOptions(): Promise<{
        readonly options: PublicKeyCredentialRequestOptionsJSON;
        readonly state: string;
        readonly expiresInMs: number;
    }>;
    verify(ceremony: Ceremony, credential: unknown, except?: readonly string[]): Promise<Assertion>;
    verifyRegistration(ceremony: Ceremony, credential: unknown): Promise<NewPasskey>;
    verifySignIn(state: string, credential: unknown): Promise<Assertion>;
}

export const PASSKEYS_DEFAULTS: DefaultsOf<PasskeysOptions>;

export interface PasskeySignals {
    readonly credentialIds: readonly string[];
    readonly rpId: string;
    readonly userHandle: string;
}

export class PasskeysModule {
    static forRoot(options: PasskeysOptions): DynamicModule;
}

export interface PasskeysOptions {
    readonly challengeTtlMs?: number;
    readonly maxPerUser?: number;
    readonly origins: readonly string[];
    readonly originsOf?: Readonly<Record<string, readonly string[]>>;
    readonly rpId: string;
    readonly rpName: string;
}

export class PasskeysPorting {
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedPasskeys>>;
    write(values: ReadonlyMap<string, PortedPasskeys | null>): Promise<void>;
}

export interface Person {
    readonly displayName: string;
    readonly name: string;
}

export interface PortedPasskey {
    readonly aaguid: string;
    readonly counter: number;
    readonly createdAt: Date;
    readonly credentialId: string;
    readonly id: string;
    readonly isSynced: boolean;
    readonly lastUsedAt: Date | null;
    readonly name: string;
    readonly publicKey: string;
    readonly transports: readonly string[];
}

export interface PortedPasskeys {
    readonly createdAt: Date;
    readonly credentials: readonly PortedPasskey[];
    readonly handle: string;
}

export class TooManyPasskeys extends (DomainErrorClass) {
}


// @castellan/passkeys/tables

import type { Tables } from '@castellan/data';

export const PASSKEYS_TABLES: Tables;

