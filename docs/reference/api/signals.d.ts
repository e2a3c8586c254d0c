// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/signals

import { DiscoveryService } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { SecretKeys } from '@castellan/common';

interface BoundHandler extends SignalBinding {
    readonly call: (signal: object, meta: SignalMeta) => Promise<void>;
    readonly isHeard: () => boolean;
    readonly name: string;
}

type Handler<T> = (signal: T, meta: SignalMeta) => Promise<void>;

export function OnSignal<T extends object>(of: SignalClass<T>, options: SignalOptions): <H extends Handler<Readonly<T>>>(prototype: object, method: string, _descriptor: TypedPropertyDescriptor<H>) => void;

export interface SelectiveListener {
    hearsSignal(of: SignalClass): boolean;
}

export function signal<T extends object>(name: string, input?: {
    readonly isTransactional?: boolean;
}): SignalClass<T>;

interface SignalBinding extends SignalOptions {
    readonly method: string;
    readonly signal: SignalClass;
}

export interface SignalClass<T extends object = object> {
    new (facts: T): Readonly<T>;
    readonly isTransactional: boolean;
    readonly signal: string;
}

export class SignalHandlers {
    find(): readonly BoundHandler[];
    lookIn(host: DiscoveryService): void;
}

export interface SignalMeta {
    readonly at: Date;
    readonly id: string;
    readonly issuer: string | null;
}

export interface SignalOptions {
    readonly phase: SignalPhase;
}

export type SignalPhase = 'in-transaction' | 'after-commit';

export class Signals {
    publish(signal: object): Promise<void>;
}

export class SignalsModule {
    static forRoot(options: SignalsOptions): DynamicModule;
}

export interface SignalsOptions {
    readonly issuer?: string;
    readonly secretKeys: SecretKeys;
}

