// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/keys

import type { DynamicModule } from '@nestjs/common';
import type { ModuleMetadata } from '@nestjs/common';
import type { OperatorContext } from '@castellan/log';
import type { SecretKeys } from '@castellan/common';
import type { SigningKey } from '@castellan/access';
import type { SigningKeySource } from '@castellan/access';
import type { VerificationKey } from '@castellan/access';
import { VerificationKeys } from '@castellan/access';

export interface KeyOverview {
    readonly createdAt: Date;
    readonly kid: string;
    readonly signsFrom: Date;
    readonly state: KeyState;
}

export class KeyRotation {
    ensureFirstKey(): Promise<void>;
    keys(): Promise<readonly OpenedKey[]>;
    overview(): Promise<readonly KeyOverview[]>;
    revoke(kid: string, reason: string | null, context: OperatorContext): Promise<string | null>;
    rotate(context: OperatorContext): Promise<string>;
    rotateWhenDue(): Promise<void>;
}

export class KeysModule {
    static forRoot(input: KeysModuleOptions): DynamicModule;
}

export interface KeysModuleOptions extends KeysOptions {
    readonly imports: NonNullable<ModuleMetadata['imports']>;
}

export interface KeysOptions {
    readonly accessTtlMs: number;
    readonly secretKeys: SecretKeys;
    readonly signingKeyMaxAgeMs?: number;
}

export type KeyState = 'waiting' | 'signing' | 'retired' | 'sealed';

interface OpenedKey {
    readonly activatesAt: Date;
    readonly createdAt: Date;
    readonly kid: string;
    readonly privateKey: string | null;
    readonly publicKey: string;
}

export interface PublicJwk {
    readonly alg: 'EdDSA';
    readonly crv: 'Ed25519';
    readonly kid: string;
    readonly kty: 'OKP';
    readonly use: 'sig';
    readonly x: string;
}

export class SigningKeys extends VerificationKeys implements SigningKeySource {
    find(kid: string): VerificationKey | undefined;
    published(): Promise<readonly PublicJwk[]>;
    reload(): Promise<void>;
    signingKey(): SigningKey;
}


// @castellan/keys/tables

import type { Tables } from '@castellan/data';

export const KEYS_TABLES: Tables;

