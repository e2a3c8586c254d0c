// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/api-keys

import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { Listing } from '@castellan/data';
import type { ListRequest } from '@castellan/data';
import type { ListRow } from '@castellan/data';
import type { MachineOperator } from '@castellan/accounts';
import type { ModuleMetadata } from '@nestjs/common';
import type { Operator } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';

export type ApiKey = Readonly<Omit<ApiKeyEntity, 'secretHash'>>;

export class ApiKeyAuthentication {
    authenticate(text: string, address: string, beforeQuery?: () => void): Promise<ShownRight>;
    isThere(id: string, mayAsk: () => boolean): Promise<boolean>;
}

class ApiKeyEntity {
    readonly cidrs: string[];
    readonly createdAt: Date;
    readonly expiresAt: Date | null;
    readonly id: string;
    readonly isLocal: boolean;
    readonly lastUsedAt: Date | null;
    readonly makerId: string | null;
    readonly name: string;
    readonly permissions: string[];
    readonly revokedAt: Date | null;
    readonly secretHash: Buffer;
}

export class ApiKeyInUrl extends (DomainErrorClass) {
}

export class ApiKeys {
    create(operator: Operator, given: NewApiKey): Promise<MadeApiKey>;
    list(): Promise<readonly ApiKey[]>;
    revoke(operator: Operator, id: string): Promise<void>;
}

export class ApiKeysModule {
    static forRoot(input: ApiKeysModuleOptions): DynamicModule;
}

export interface ApiKeysModuleOptions {
    readonly imports: NonNullable<ModuleMetadata['imports']>;
}

export interface AuthenticatedKey {
    readonly id: string;
    readonly makerId: string | null;
    readonly name: string;
    readonly permissions: readonly string[];
}

export class InvalidApiKey extends (DomainErrorClass) {
}

export const KEY_PREFIX = "ck_";

export function keyWithin(text: string): {
    readonly id: string;
    readonly isWhole: boolean;
} | null;

export class MachineOperators {
    of(key: AuthenticatedKey, context: RequestContext): MachineOperator;
}

export interface MadeApiKey {
    readonly key: ApiKey;
    readonly secret: string;
}

export interface NewApiKey {
    readonly cidrs?: readonly string[];
    readonly expiresInMs?: number;
    readonly name: string;
    readonly permissions: readonly string[];
}

export interface ShownRight {
    readonly isWithinRanges: boolean;
    readonly key: AuthenticatedKey;
}


// @castellan/api-keys/tables

import type { Tables } from '@castellan/data';

export const API_KEYS_TABLES: Tables;

