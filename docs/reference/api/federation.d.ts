// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/federation

import type { ClientAuth } from 'openid-client';
import type { Clock } from '@castellan/common';
import type { DefaultsOf } from '@castellan/common';
import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { ErrorExtras } from '@castellan/common';
import type { Web } from '@castellan/outbound';

interface Claimed {
    readonly email?: unknown;
    readonly emailVerified?: unknown;
    readonly firstName?: unknown;
    readonly issuer: string;
    readonly isTrusted: boolean;
    readonly lastName?: unknown;
    readonly subject: string;
}

type Claims = Readonly<Record<string, unknown>>;

export interface Departure {
    readonly expiresInMs: number;
    readonly secret: string;
    readonly slot: string;
    readonly url: string;
}

interface Errand {
    readonly codeVerifier: string;
    readonly nonce: string;
    readonly state: string;
}

export class Examination {
    examine(): Promise<readonly ProviderFinding[]>;
}

export class Federation {
    begin(provider: string, carried: unknown): Promise<Departure>;
    examine(): Promise<readonly ProviderFinding[]>;
    finish<T>(provider: string, answer: ProviderAnswer, secretOf: SecretOf): Promise<Return<T>>;
    keep(provider: string, answer: ProviderAnswer): Promise<boolean>;
    nameOf(provider: string): string;
    get providers(): readonly ProviderName[];
    warnOfAbsent(): Promise<void>;
}

export const FEDERATION_DEFAULTS: DefaultsOf<FederationOptions>;

export class FederationModule {
    static forExamination(options: FederationOptions): DynamicModule;
    static forRoot(options: FederationOptions): DynamicModule;
}

export interface FederationOptions {
    readonly allowsHttpOnLoopback?: boolean;
    readonly callbackUrl: string;
    readonly providers: readonly ProviderOptions[];
    readonly stateTtlMs?: number;
}

export class Identities {
    count(userId: string): Promise<number>;
    countByProvider(): Promise<readonly {
        readonly provider: string;
        readonly users: number;
    }[]>;
    exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
    find(userId: string, id: string): Promise<Identity | null>;
    link(userId: string, person: Pick<Person, 'provider' | 'issuer' | 'subject' | 'email'>): Promise<Identity | null>;
    list(userId: string): Promise<readonly Identity[]>;
    ofPerson(input: Pick<Person, 'issuer' | 'subject'>): Promise<Identity | null>;
    remove(userId: string, id: string): Promise<Identity | null>;
    removeAll(userId: string): Promise<number>;
    removeSince(userId: string, moment: Date): Promise<readonly Identity[]>;
    use(id: string, person: Person): Promise<Identity | null>;
}

export class IdentitiesPorting {
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PortedIdentity[]>>;
    write(values: ReadonlyMap<string, readonly PortedIdentity[]>): Promise<void>;
}

export interface Identity {
    readonly createdAt: Date;
    readonly email: string | null;
    readonly id: string;
    readonly issuer: string;
    readonly lastUsedAt: Date | null;
    readonly provider: string;
    readonly subject: string;
    readonly userId: string;
}

interface OpenIdPreset extends PresetData {
    readonly acceptsIssuer?: (configured: URL, told: string) => boolean;
    readonly claimsOf?: (claims: Claims, answer: ProviderAnswer) => Claims;
    readonly clientAuthOf?: (settings: ProviderSettings, clock: Clock) => ClientAuth;
    readonly denials?: readonly string[];
    readonly parameters?: Readonly<Record<string, string>>;
    readonly responseMode?: 'form_post';
    readonly speaks: 'openid';
}

interface OwnPreset extends PresetData {
    readonly open: (settings: ProviderSettings, web: Web) => Provider;
    readonly speaks: 'own';
}

export interface Person {
    readonly email: string | null;
    readonly firstName: string;
    readonly issuer: string;
    readonly lastName: string;
    readonly provider: string;
    readonly signsUp: boolean;
    readonly subject: string;
    readonly vouchesForEmail: boolean;
}

export interface PortedIdentity {
    readonly createdAt: Date;
    readonly email: string | null;
    readonly id: string;
    readonly issuer: string;
    readonly lastUsedAt: Date | null;
    readonly provider: string;
    readonly subject: string;
}

type Preset = OpenIdPreset | OwnPreset;

interface PresetData {
    readonly issuer: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly trustsEmail: boolean | ((claims: Claims) => boolean);
}

export const PRESETS: Readonly<Partial<Record<string, Preset>>>;

interface Provider {
    authorizationUrl(errand: Errand): Promise<URL>;
    examine(): Promise<void>;
    identify(answer: ProviderAnswer, errand: Errand): Promise<Claimed>;
}

export type ProviderAnswer = Readonly<Record<string, string>>;

export class ProviderDenied extends (DomainErrorClass) {
    constructor(carried?: unknown, extras?: ErrorExtras);
    readonly carried: unknown;
}

export class ProviderFailed extends (DomainErrorClass) {
    constructor(carried?: unknown, extras?: ErrorExtras);
    readonly carried: unknown;
}

export interface ProviderFinding {
    readonly issuer: string;
    readonly problem: string | null;
    readonly provider: ProviderName;
    readonly tookMs: number;
}

export interface ProviderName {
    readonly id: string;
    readonly name: string;
}

export interface ProviderOptions {
    readonly allowsPrivateAddresses?: boolean;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly id: string;
    readonly issuer?: string;
    readonly name?: string;
    readonly scopes?: readonly string[];
    readonly signingKey?: SigningKeyOptions;
    readonly signsUp?: boolean;
    readonly trustsEmail?: boolean;
}

interface ProviderSettings {
    readonly allowsPrivateAddresses: boolean;
    readonly clientId: string;
    readonly clientSecret: string | null;
    readonly id: string;
    readonly issuer: string;
    readonly name: string;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly signingKey: SigningKeyOptions | null;
    readonly signsUp: boolean;
    readonly trustsEmail: boolean | null;
}

export interface Return<T> {
    readonly carried: T;
    readonly person: Person;
}

export type SecretOf = (slot: string) => string | null;

export interface SigningKeyOptions {
    readonly keyId: string;
    readonly privateKey: string;
    readonly teamId: string;
}

export class UnknownProvider extends (DomainErrorClass) {
}


// @castellan/federation/tables

import type { Tables } from '@castellan/data';

export const FEDERATION_TABLES: Tables;

