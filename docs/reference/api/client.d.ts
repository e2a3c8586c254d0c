// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/client

import { Client } from 'openapi-fetch';

type Answer<Data> = {
    readonly data?: Data;
    readonly error?: unknown;
};

export interface Castellan {
    readonly api: Client<paths>;
}

export interface CastellanOptions {
    readonly baseUrl?: string;
    readonly fetch?: (request: Request) => Promise<Response>;
    readonly language?: string | (() => string);
    readonly locks?: Locks | null;
    readonly onSessionOver?: (reason: EndReason | null) => void;
    readonly tokens?: TokenStore;
    readonly transport: 'cookie' | 'bearer';
}

export type Code = Problem['code'];

export function createCastellan(options: CastellanOptions): Castellan;

export type EndReason = Schemas['EndReason'];

export interface Kept {
    readonly device_token: string | null;
    readonly tokens: Tokens | null;
}

export interface Locks {
    request<T>(name: string, work: (lock: object | null) => Promise<T>): Promise<T>;
}

export class NetworkFailure extends Error {
    constructor(status: number | null, options?: {
        readonly cause?: unknown;
    });
    readonly code = "network_failure";
    readonly name = "NetworkFailure";
    readonly status: number | null;
}

export function orThrow<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>>;

export type Problem = Schemas['Problem'];

export class ProblemError extends Error {
    constructor(problem: Problem);
    readonly name = "ProblemError";
    readonly problem: Problem;
}

export type Profile = Schemas['Profile'];

type Schemas = components['schemas'];

export type Session = Schemas['Session'];

export type Tokens = Schemas['Tokens'];

export class TokensInMemory implements TokenStore {
    read(): Kept;
    write(kept: Kept): void;
}

export interface TokenStore {
    read(): Partial<Kept> | null | undefined | Promise<Partial<Kept> | null | undefined>;
    write(kept: Kept): void | Promise<void>;
}

export type User = Schemas['User'];

