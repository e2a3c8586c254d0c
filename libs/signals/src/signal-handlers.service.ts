import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { bindingsOf } from './on-signal.decorator.js';
import type { SelectiveListener, SignalBinding } from './on-signal.decorator.js';
import type { SignalMeta } from './signal.js';

/** One method of one provider of the app, and what it listens to. */
export interface BoundHandler extends SignalBinding {
  /** `Class.method.signal`: stable, unless they are renamed. */
  readonly name: string;
  readonly call: (signal: object, meta: SignalMeta) => Promise<void>;
  /** Does its provider care for it just now? */
  readonly isHeard: () => boolean;
}

/** Finds the methods with `@OnSignal`. */
@Injectable()
export class SignalHandlers {
  private readonly sources: DiscoveryService[];

  constructor(discovery: DiscoveryService) {
    this.sources = [discovery];
  }

  /** Looks among the providers of another application too: of one that has this one mounted. Before this one is initialised. */
  lookIn(host: DiscoveryService): void {
    this.sources.push(host);
  }

  /** Each instance once, however many modules know it. @throws for handlers that could never be called as they ask */
  find(): readonly BoundHandler[] {
    const wrappers = this.sources.flatMap((source) => [...source.getProviders(), ...source.getControllers()]);
    const fleeting = wrappers.find((wrapper) => listens(wrapper) && !wrapper.isDependencyTreeStatic());
    if (fleeting) throw new Error(`${String(fleeting.name)} is made anew for each request: it cannot listen to signals.`);
    const instances = wrappers.map(({ instance }) => instance as unknown);
    return [...new Set(instances.filter(isObject))].flatMap(handlersOf);
  }
}

function listens({ metatype }: Pick<InstanceWrapper, 'metatype'>): boolean {
  const prototype = metatype?.prototype as unknown; // a factory may have none
  return isObject(prototype) && bindingsOf(prototype).length > 0;
}

function handlersOf(instance: object): readonly BoundHandler[] {
  return bindingsOf(Object.getPrototypeOf(instance) as object).map((binding) => {
    const { signal, method, phase } = binding;
    const name = `${instance.constructor.name}.${method}.${signal.signal}`;
    if (phase === 'in-transaction' && !signal.isTransactional) {
      throw new Error(`${name}: what it listens to happens outside of any transaction; listen after-commit.`);
    }
    const handler = (instance as Readonly<Record<string, (signal: object, meta: SignalMeta) => Promise<void>>>)[method]!; // it was decorated
    const isHeard = isSelective(instance) ? () => instance.hearsSignal(signal) : () => true;
    return { ...binding, name, call: (fact, meta) => handler.call(instance, fact, meta), isHeard };
  });
}

const isSelective = (instance: object): instance is SelectiveListener =>
  'hearsSignal' in instance && typeof instance.hearsSignal === 'function';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
