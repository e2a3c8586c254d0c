// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/limits

import type { EphemeralStore } from '@castellan/data';
import { Throttled } from '@castellan/common';

export interface Allowance {
    readonly name: string;
    readonly uses: number;
    readonly windowMs: number;
}

export class Allowances {
    demand(allowance: Allowance): Promise<Use>;
    exhaust(input: Allowance, ms: number): Promise<void>;
    giveBack(input: Allowance): Promise<void>;
    pretend(input: Allowance): Promise<void>;
    take(input: Allowance): Promise<Use>;
}

export type Attempt<T> = {
    readonly kind: 'spent';
} | {
    readonly kind: 'wrong';
    readonly isLast: boolean;
} | {
    readonly kind: 'right';
    readonly value: T;
};

export interface Budget {
    readonly atOnce?: number;
    readonly maxFailures: number;
    readonly name: string;
    readonly refusalMs?: number;
    readonly windowMs?: number;
}

export class Budgets {
    attempt<T>(budget: Budget, look: () => Promise<T | null>): Promise<Attempt<T>>;
    fail(input: Reservation): Promise<boolean>;
    giveBack(input: Reservation): Promise<void>;
    refusedFor(budget: Budget): Promise<number | null>;
    reserve(budget: Budget): Promise<Reservation | null>;
    restore(budget: Budget): Promise<void>;
}

export class LimitsModule {
}

export interface Reservation {
    readonly budget: Budget;
    readonly holder: string;
}

export interface Use {
    readonly isOver: boolean;
    readonly left: number;
    readonly ttlMs: number;
}

