// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/porting

import type { DynamicModule } from '@nestjs/common';
import type { LocalOperator } from '@castellan/accounts';
import type { ModuleMetadata } from '@nestjs/common';
import type { PortedAccount } from '@castellan/accounts';
import type { PortedEvent } from '@castellan/log';
import type { PortedGroup } from '@castellan/permissions';
import type { PortedIdentity } from '@castellan/federation';
import type { PortedPasskeys } from '@castellan/passkeys';
import type { PortedProfile } from '@castellan/profiles';
import type { PortedRights } from '@castellan/permissions';
import type { PortedSource } from '@castellan/sources';
import type { PortedTwoFactor } from '@castellan/twofactor';
import type { SecretKeys } from '@castellan/common';

export class DjangoImport {
    run(from: string, options: DjangoImportOptions): Promise<PortingReport>;
}

export interface DjangoImportOptions extends Omit<ImportOptions, 'progress'> {
    readonly batch?: number;
    readonly eventsForMs?: number;
    readonly map?: DjangoMap;
    readonly progress?: (done: PortingReport | null, total: number | null) => void;
    readonly unverified?: boolean;
}

export interface DjangoMap {
    readonly user?: UserMap;
}

export interface ExportOptions {
    readonly operator: LocalOperator;
    readonly passphrase?: string;
    readonly write: (line: string) => Promise<void>;
}

export interface ImportOptions {
    readonly dryRun?: boolean;
    readonly operator: LocalOperator;
    readonly progress?: (report: PortingReport) => void;
    readonly source: string;
}

export class InvalidDump extends Error {
}

export class InvalidExport extends Error {
}

export class InvalidMap extends Error {
}

export interface LineOptions {
    readonly batch: number;
    readonly mustBeSealed?: boolean;
    readonly passphrase: () => Promise<string>;
}

export class NoUserTable extends Error {
}

export interface PortedBatch {
    readonly families: Readonly<Record<string, number>>;
    readonly groups?: readonly PortedGroup[];
    readonly read: number;
    readonly refused: readonly Refusal[];
    readonly remarks: readonly Remark[];
    readonly users: readonly PortedUser[];
}

export interface PortedUser {
    readonly account: PortedAccount;
    readonly events?: readonly PortedEvent[];
    readonly externalId: string | null;
    readonly id: string;
    readonly identities?: readonly PortedIdentity[];
    readonly passkeys?: PortedPasskeys | null;
    readonly profile?: PortedProfile | null;
    readonly rights?: PortedRights;
    readonly row: string;
    readonly sources?: readonly PortedSource[];
    readonly twoFactor?: PortedTwoFactor | null;
}

export class PortingModule {
    static forRoot(input: PortingModuleOptions): DynamicModule;
}

export interface PortingModuleOptions {
    readonly imports: NonNullable<ModuleMetadata['imports']>;
    readonly secretKeys: SecretKeys;
}

export interface PortingReport {
    readonly families: Readonly<Record<string, number>>;
    readonly left: number;
    readonly made: number;
    readonly read: number;
    readonly refused: readonly Refusal[];
    readonly remarks: readonly Remark[];
    readonly reset_needed: number;
    readonly updated: number;
}

export function readLines(input: NodeJS.ReadableStream, options: LineOptions): AsyncGenerator<PortedBatch>;

export function readMap(text: string): DjangoMap;

export interface Refusal {
    readonly reason: RefusalReason;
    readonly row: string;
}

export const REFUSAL_REASONS: readonly ["no_address", "invalid_address", "duplicate_address", "address_taken", "phone_taken", "invalid_key", "unknown_hash", "broken_secret", "unknown_second_factor", "unknown_backup_code", "invalid_value", "unreadable"];

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface Remark {
    readonly remark: string;
    readonly row: string;
}

export class UserExport {
    run(input: ExportOptions): Promise<number>;
}

type UserField = 'id' | 'email' | 'password' | 'salt' | 'username' | 'first_name' | 'last_name' | 'is_active' | 'is_staff' | 'is_superuser' | 'is_verified' | 'date_joined' | 'last_login' | 'phone' | 'phone_verified' | 'totp_secret' | 'totp_enabled' | 'backup_codes';

export class UserImport {
    run(batches: AsyncIterable<PortedBatch>, input: ImportOptions): Promise<PortingReport>;
}

export type UserMap = Readonly<Partial<Record<UserField | 'table', string>>>;

export class WrongPassphrase extends Error {
}


// @castellan/porting/tables

import type { Tables } from '@castellan/data';

export const PORTING_TABLES: Tables;

