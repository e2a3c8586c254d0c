import 'reflect-metadata';
import type { SignalClass, SignalMeta } from './signal.js';

/**
 * `in-transaction`: awaited inside of the transaction in which it happens; a handler that throws rolls everything back. `after-commit`:
 * a durable job of its own, enqueued in that transaction: it survives a kill, and is tried again with growing pauses while it throws.
 */
export type SignalPhase = 'in-transaction' | 'after-commit';

/** When a handler is called. */
export interface SignalOptions {
  readonly phase: SignalPhase;
}

/** A provider that says itself what it cares for just now. */
export interface SelectiveListener {
  /** Asked at each signal that its methods listen to: where it says no, the signal costs nothing. Quick, and never throws. */
  hearsSignal(of: SignalClass): boolean;
}

/** A method and what it listens to. */
export interface SignalBinding extends SignalOptions {
  readonly signal: SignalClass;
  readonly method: string;
}

type Handler<T> = (signal: T, meta: SignalMeta) => Promise<void>;

const BINDINGS = Symbol('castellan:signals');

/**
 * Calls the method, of any provider of the app, with each such signal. Deliveries after the commit may come twice (at least once) and in
 * any order, so what they do is repeatable; the queue of a handler is named after its class and method.
 */
export function OnSignal<T extends object>(of: SignalClass<T>, options: SignalOptions) {
  return <H extends Handler<Readonly<T>>>(prototype: object, method: string, _descriptor: TypedPropertyDescriptor<H>): void => {
    // The facts are those of the class it is bound to.
    const binding = { ...options, signal: of as SignalClass, method };
    Reflect.defineMetadata(BINDINGS, [...bindingsOf(prototype), binding], prototype);
  };
}

/** What the methods of the class and its parents listen to. */
export function bindingsOf(prototype: object): readonly SignalBinding[] {
  return (Reflect.getMetadata(BINDINGS, prototype) as readonly SignalBinding[] | undefined) ?? []; // written above alone
}
