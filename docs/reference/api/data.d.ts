// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/data

import { Clock } from '@castellan/common';
import { DataSource } from 'typeorm';
import type { Distribution } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { Finding } from '@castellan/common';
import type { ModuleMetadata } from '@nestjs/common';
import { Port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import { Unavailable } from '@castellan/common';

export class CannotJoin extends Error {
    constructor(problem: string);
}

export type Change = {
    readonly kind: ChangeKind;
    readonly id: string;
} | {
    readonly kind: 'everything';
};

type ChangeKind = (typeof KINDS)[number];

export type ChangeListener = (change: Change) => void;

export interface Counter {
    readonly count: number;
    readonly ttlMs: number;
}

export const DATA_PORTS: {
    readonly clock: Port<Clock>;
};

export class DataModule {
    static forRoot(input: DataModuleOptions): DynamicModule;
}

export interface DataModuleOptions extends DataOptions {
    readonly imports?: NonNullable<ModuleMetadata['imports']>;
    readonly opening?: (stores: Promise<{
        close(): Promise<void>;
    }>) => void;
    readonly ports?: DataPorts;
}

export interface DataOptions {
    readonly beside?: true;
    readonly database: PostgresOptions | HostDatabaseOptions | EmbeddedOptions;
    readonly patienceMs?: number;
    readonly redisUrl: string | null;
    readonly schema?: string;
    readonly secretKeys?: SecretKeys;
    readonly tables: readonly Tables[];
}

export type DataPorts = Replacements<typeof DATA_PORTS>;

export interface EmbeddedOptions {
    readonly directory: string | null;
    readonly kind: 'embedded';
    readonly snapshot?: string;
}

export interface EnqueueOptions {
    readonly afterSeconds?: number;
}

type EntityClass<T> = abstract new () => T;

export abstract class EphemeralStore {
    abstract close(): Promise<void>;
    abstract compareAndDelete(key: string, value: string): Promise<boolean>;
    abstract decrement(key: string): Promise<number>;
    abstract delete(key: string): Promise<boolean>;
    abstract freePlace(key: string, holder: string): Promise<void>;
    abstract get(key: string): Promise<string | null>;
    abstract increment(key: string, ttlMs: number): Promise<Counter>;
    get isShared(): boolean;
    abstract ping(): Promise<void>;
    abstract set(key: string, value: string, ttlMs: number): Promise<void>;
    abstract setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
    abstract spendPlace(key: string, holder: string, rules: SpendRules): Promise<boolean>;
    abstract take(key: string): Promise<string | null>;
    takeFull(): ReadonlyMap<StoreKind, number>;
    abstract takePlace(key: string, holder: string, rules: PlaceRules): Promise<PlaceAnswer>;
}

export class FailedJobs extends Listing {
    drop(id: string): Promise<string>;
    find(ids: readonly string[]): Promise<readonly ListRow[]>;
    page(request: ListRequest): Promise<readonly ListRow[]>;
    retry(id: string): Promise<string>;
}

export class ForeignDatabase {
    close(): Promise<void>;
    static open(url: string): Promise<ForeignDatabase>;
    query<Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
    quoted(name: string): string;
}

export interface ForeignKeyBelow {
    readonly column: string;
    readonly name: string;
    readonly onDelete: 'CASCADE' | 'SET NULL';
    readonly references: string;
    readonly table: string;
}

type Home = Pick<DataOptions, 'tables' | 'schema'>;

export interface HostDatabaseOptions {
    readonly dataSource: HostDataSource;
    readonly directUrl?: string;
    readonly kind: 'host';
    readonly poolSize?: number;
}

export interface HostDataSource {
    readonly options: {
        readonly type: string;
    };
}

export interface HostQueryRunner {
    commitTransaction(): Promise<void>;
    connect(): Promise<any>;
    readonly isReleased: boolean;
    readonly isTransactionActive: boolean;
    query(sql: string, parameters?: any[], useStructuredResult?: any): Promise<any>;
    release(): Promise<void>;
    rollbackTransaction(): Promise<void>;
    startTransaction(isolationLevel?: any): Promise<void>;
}

export type JobHandler<T extends object> = (data: T, job: JobRun) => Promise<void>;

export interface JobRun {
    readonly id: string;
    readonly isLastTry: boolean;
}

export abstract class Jobs {
    abstract depths(): Promise<readonly QueueDepth[]>;
    abstract enqueue(queue: string, data: object, options?: EnqueueOptions): Promise<void>;
    abstract enqueueAll(queue: string, all: readonly object[]): Promise<void>;
    abstract handle<T extends object>(queue: string, options: QueueOptions, handler: JobHandler<T>): void;
    abstract ping(): Promise<void>;
    abstract schedule(queue: string, cron: string, handler: () => Promise<void>): void;
}

const KINDS: readonly ["session", "user", "keys", "api_key", "webhooks"];

export type PlaceAnswer = {
    readonly outcome: 'taken' | 'busy';
} | {
    readonly outcome: 'spent';
    readonly ttlMs: number;
};

export interface PlaceRules {
    readonly atOnce?: number;
    readonly leaseMs: number;
    readonly places: number;
}

export interface PostgresOptions {
    readonly directUrl?: string;
    readonly kind: 'postgres';
    readonly poolSize?: number;
    readonly url: string;
}

export interface QueryOptions {
    readonly name?: string;
}

export interface QueueDepth {
    readonly jobs: number;
    readonly oldestSeconds: number | null;
    readonly queue: string;
    readonly state: 'created' | 'retry' | 'active';
}

export class QueueHealth {
    all(): Promise<readonly QueueState[]>;
}

export interface QueueOptions {
    readonly concurrency?: number;
    readonly expireInSeconds?: number;
    readonly retryDelaySeconds?: number;
    readonly retryLimit?: number;
}

export interface QueueState {
    readonly failed: number;
    readonly oldestSeconds: number | null;
    readonly queue: string;
    readonly running: number;
    readonly waiting: number;
}

export abstract class RevocationBus {
    abstract close(): Promise<void>;
    abstract publish(change: Change): Promise<void>;
    abstract subscribe(listener: ChangeListener): () => void;
    abstract get trusted(): boolean;
}

export class Schema {
    constructor(name?: string);
    get channel(): string;
    get isDefault(): boolean;
    lock(number: number): string;
    readonly name: string;
    static of(input: DataSource): Schema;
    get queue(): string;
    get quoted(): string;
}

export interface SpendRules {
    readonly places: number;
    readonly refusalMs: number;
    readonly windowMs: number;
}

const STORE_KINDS: {
    readonly budget: {
        readonly prefix: "budget:";
        readonly quota: 200000;
        readonly holds: "counted";
    };
    readonly limit: {
        readonly prefix: "limit:";
        readonly quota: 200000;
        readonly holds: "counted";
    };
    readonly panel: {
        readonly prefix: "panel:";
        readonly quota: 20000;
        readonly holds: "counted";
    };
    readonly otp: {
        readonly prefix: "otp:";
        readonly quota: 100000;
        readonly holds: "counted";
    };
    readonly otp_source: {
        readonly prefix: "otp-source:";
        readonly quota: 50000;
        readonly holds: "sealed";
    };
    readonly mail_cap: {
        readonly prefix: "mail:cap:";
        readonly quota: 100000;
        readonly holds: "counted";
    };
    readonly mail_run: {
        readonly prefix: "mail:run:";
        readonly quota: 100000;
        readonly holds: "sealed";
    };
    readonly sms_stopped: {
        readonly prefix: "sms:stopped";
        readonly quota: 10;
        readonly holds: "sealed";
    };
    readonly sms: {
        readonly prefix: "sms:";
        readonly quota: 50000;
        readonly holds: "counted";
    };
    readonly pending_sign_in: {
        readonly prefix: "pending-sign-in:";
        readonly quota: 50000;
        readonly holds: "sealed";
    };
    readonly pending_panel_sign_in: {
        readonly prefix: "pending-panel-sign-in:";
        readonly quota: 5000;
        readonly holds: "sealed";
    };
    readonly passkey_sign_in: {
        readonly prefix: "passkey-sign-in:";
        readonly quota: 100000;
        readonly holds: "sealed";
    };
    readonly passkey_challenge: {
        readonly prefix: "passkey-challenge:";
        readonly quota: 50000;
        readonly holds: "sealed";
    };
    readonly provider_state: {
        readonly prefix: "provider-state:";
        readonly quota: 100000;
        readonly holds: "sealed";
    };
    readonly handed_code: {
        readonly prefix: "handed-code:";
        readonly quota: 20000;
        readonly holds: "sealed";
    };
    readonly notice: {
        readonly prefix: "notice:";
        readonly quota: 50000;
        readonly holds: "counted";
    };
    readonly phone_change: {
        readonly prefix: "phone-change:";
        readonly quota: 20000;
        readonly holds: "sealed";
    };
    readonly phone_requests: {
        readonly prefix: "phone-requests:";
        readonly quota: 20000;
        readonly holds: "counted";
    };
    readonly panel_figures: {
        readonly prefix: "panel-figures:";
        readonly quota: 1000;
        readonly holds: "sealed";
    };
    readonly app: {
        readonly prefix: "app:";
        readonly quota: 50000;
        readonly holds: "sealed";
    };
    readonly app_count: {
        readonly prefix: "app-count:";
        readonly quota: 50000;
        readonly holds: "counted";
    };
};

export class StoreFull extends Unavailable {
    constructor(storeKind: StoreKind);
    readonly storeKind: StoreKind;
}

export interface Tables {
    readonly entities: readonly Function[];
    readonly foreignKeys?: readonly ForeignKeyBelow[];
    readonly migrations: readonly Function[];
}

export class Transaction {
    afterCommit(callback: () => void | Promise<void>): void;
    afterRollback(callback: () => void | Promise<void>): void;
    beforeCommit(callback: () => Promise<void>): void;
    hold(number: number): Promise<void>;
    get isOpen(): boolean;
    join<T>(host: HostQueryRunner, work: () => Promise<T>): Promise<T>;
    get manager(): EntityManager;
    noteReachedOut(): void;
    query<T>(sql: string, parameters?: readonly unknown[], options?: QueryOptions): Promise<readonly T[]>;
    run<T>(work: () => Promise<T>): Promise<T>;
    get schema(): Schema;
}

