import { inSpan, recording } from '@castellan/tracing';
import type { EphemeralStore } from './ephemeral-store.js';

/** The same store. What is asked of a Redis in a trace is recorded by the name of the question, without key or value. */
export function recorded<T extends EphemeralStore>(store: T): T {
  const recorder = recording();
  if (!recorder || !store.isShared) return store;
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || name === 'takeFull') return value;
      return (...args: unknown[]): unknown => {
        const ask = (): unknown => Reflect.apply(value, target, args);
        if (!recorder.current()) return ask();
        const attributes = { 'db.system.name': 'redis', 'db.operation.name': String(name) };
        return inSpan(`redis ${String(name)}`, { kind: 'client', attributes }, async () => ask());
      };
    },
  });
}
