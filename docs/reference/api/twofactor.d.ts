// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/twofactor

import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { SecretKeys } from '@castellan/common';

export class AlreadyEnabled extends (DomainErrorClass) {
}

export const BACKUP_CODES = 10;

export interface BackupCodesView {
    readonly codes: readonly {
        readonly usedAt: Date | null;
    }[];
    readonly remaining: number;
    readonly total: number;
}

export const isSecondFactorCode: (code: string) => boolean;

export const isTotpCode: (code: string) => boolean;

interface NewCode {
    readonly codeHash: string;
    readonly selector: string;
}

export class NotEnabled extends (DomainErrorClass) {
}

export type PortedBackupCode = ({
    readonly code: string;
} | {
    readonly selector: string;
    readonly hash: string;
}) & {
    readonly createdAt: Date;
    readonly usedAt: Date | null;
};

export interface PortedTotp {
    readonly enabledAt: Date;
    readonly lastUsedStep: number;
    readonly secret: string;
}

export interface PortedTwoFactor {
    readonly backupCodes: readonly PortedBackupCode[];
    readonly enabledAt: Date | null;
    readonly totp: PortedTotp | null;
}

export interface PreparedCodes {
    readonly shown: readonly string[];
}

export type Proof = {
    readonly method: 'totp';
} | {
    readonly method: 'backup_code'; /** Codes left. */
    readonly remaining: number;
};

export type RemovedPart = 'second_factor' | 'authenticator' | 'backup_codes';

export class TwoFactor {
    addCodes(userId: string, prepared: PreparedCodes): Promise<readonly string[]>;
    backupCodes(userId: string): Promise<BackupCodesView>;
    countEnabled(): Promise<number>;
    deleteExpired(before: Date): Promise<number>;
    disable(userId: string): Promise<boolean>;
    dropCodes(userId: string): Promise<void>;
    enable(userId: string, code: string, also?: () => Promise<void>, before?: () => Promise<unknown>): Promise<readonly string[] | null>;
    enabledAmong(userIds: readonly string[]): Promise<ReadonlySet<string>>;
    exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
    generateSecretKey(userId: string): Promise<string>;
    hasTotp(userId: string): Promise<boolean>;
    isEnabled(userId: string): Promise<boolean>;
    prepareCodes(userId: string): Promise<PreparedCodes>;
    provisioningUri(email: string, secret: string): string;
    regenerateBackupCodes(userId: string, also?: () => Promise<void>, before?: () => Promise<unknown>): Promise<readonly string[]>;
    removeSince(userId: string, moment: Date): Promise<readonly RemovedPart[]>;
    get setupTtlMs(): number;
    stateOf(userId: string): Promise<TwoFactorState>;
    turnOn(userId: string, also?: () => Promise<void>, before?: () => Promise<unknown>): Promise<readonly string[]>;
    userQr(email: string, secret: string): Promise<string>;
    verify(userId: string, code: string): Promise<Proof | null>;
    verifyToken(userId: string, code: string): Promise<boolean>;
}

export class TwoFactorModule {
    static forRoot(options: TwoFactorOptions): DynamicModule;
}

export interface TwoFactorOptions {
    readonly backupCodes?: number;
    readonly issuer: string;
    readonly secretKeys: SecretKeys;
    readonly setupTtlMs?: number;
}

export class TwoFactorPorting {
    isSecret(secret: string): boolean;
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedTwoFactor>>;
    readCode(code: string): string | null;
    write(values: ReadonlyMap<string, PortedTwoFactor | null>, areNew?: boolean): Promise<void>;
}

export interface TwoFactorState {
    readonly backupCodesRemaining: number;
    readonly backupCodesTotal: number;
    readonly enabled: boolean;
    readonly enabledAt: Date | null;
    readonly totpEnabledAt: Date | null;
}


// @castellan/twofactor/tables

import type { Tables } from '@castellan/data';

export const TWOFACTOR_TABLES: Tables;

