// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/common

import type { DiscoveryService } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { HttpException } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { Type } from '@nestjs/common';

export class AddressBlocks {
    constructor(blocks: readonly string[]);
    has(text: string): boolean;
}

export interface Attempt {
    isRecorded: boolean;
}

export abstract class Clock {
    in(ms: number): Date;
    millis(): number;
    monotonic(): number;
    abstract now(): Date;
    seconds(): number;
}

export class DomainError extends HttpException {
    constructor(code: string, kind: ErrorKind, detail: string, extras?: ErrorExtras);
    readonly code: string;
    readonly detail: string;
    get extensions(): ProblemBody;
    readonly extras: ErrorExtras;
    getResponse(): ProblemBody;
    readonly kind: ErrorKind;
}

export function domainError(code: string, kind: ErrorKind, detail: string): DomainErrorClass;

export interface DomainErrorClass {
    new (extras?: ErrorExtras): DomainError;
    readonly code: string;
    readonly detail: string;
    readonly kind: ErrorKind;
}

export interface ErrorExtras {
    readonly cause?: unknown;
    readonly detail?: string;
    readonly errors?: Readonly<Record<string, readonly string[]>>;
    readonly reason?: string;
    readonly retryAfter?: number;
}

export type ErrorKind = keyof typeof STATUS;

export function fillPorts<P extends Ports>(ports: P, given: Replacements<P>, defaults: Readonly<Record<keyof P, Provider>>): readonly Provider[];

export function forPorts<P extends Ports>(ports: P, given: Replacements<Ports>): Replacements<P>;

export function inTime<T>(ms: number, work: () => T | Promise<T>): Promise<T>;

export function isMissing(name: string, error: unknown): boolean;

export function isPublicAddress(text: string): boolean;

export class MovableClock extends Clock {
    constructor(inner?: Clock);
    millis(): number;
    monotonic(): number;
    now(): Date;
    travel(ms: number): void;
}

export function needed<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T>;

export class NotFound extends (DomainErrorClass) {
}

export interface Port<T> {
    readonly methods: readonly string[];
    readonly token: abstract new (...given: never[]) => T;
    readonly values: readonly string[];
}

export function port<T>(token: Port<T>['token'], methods: readonly (keyof T & string)[], values?: readonly (keyof T & string)[]): Port<T>;

export type Ports = Readonly<Record<string, Port<unknown>>>;

export interface ProblemBody {
    readonly code: string;
    readonly detail: string;
    readonly errors?: Readonly<Record<string, readonly string[]>>;
    readonly reason?: string;
    readonly retry_after?: number;
    readonly status: number;
    readonly type: string;
}

export const problemType: (code: string) => string;

export function refuseUnknownPorts(ports: Ports, given: object): void;

export type Replacement<T> = T | Type<T> | Pick<FactoryProvider<T>, 'useFactory' | 'inject'>;

export type Replacements<P extends Ports> = {
    readonly [Name in keyof P]?: P[Name] extends Port<infer T> ? Replacement<T> : never;
};

export interface RequestContext {
    readonly attempt?: Attempt;
    readonly ip: string;
    readonly language?: string | null;
    readonly traceId: string;
    readonly userAgent: string | null;
}

type Route = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

export class RouteMemory<Found extends object | boolean> {
    constructor(find: (route: Route) => Found);
    of(route: Route): Found;
}

export function schemaNameFault(name: string): string | null;

export class SealBroken extends Error {
}

export class SecretKeys {
    constructor(secrets: readonly [current: string, ...fallbacks: string[]]);
    all(purpose: string): readonly PurposeKey[];
    current(purpose: string): PurposeKey;
}

const STATUS: {
    readonly invalid: 400;
    readonly unauthenticated: 401;
    readonly forbidden: 403;
    readonly missing: 404;
    readonly method_not_allowed: 405;
    readonly conflict: 409;
    readonly precondition: 412;
    readonly too_large: 413;
    readonly unsupported: 415;
    readonly throttled: 429;
    readonly internal: 500;
    readonly unavailable: 503;
};

export const statusOf: (kind: ErrorKind) => number;

export class SystemClock extends Clock {
    millis(): number;
    monotonic(): number;
    now(): Date;
}

export class Throttled extends (DomainErrorClass) {
}

export class Unavailable extends (DomainErrorClass) {
    constructor(extras?: ErrorExtras);
}

export class ValidationFailed extends (DomainErrorClass) {
}

export class Vault {
    constructor(keys: SecretKeys, purpose: string);
    isStale(sealed: string): boolean;
    open(sealed: string, context: string): Buffer;
    seal(plaintext: string | Buffer, context: string): string;
}

