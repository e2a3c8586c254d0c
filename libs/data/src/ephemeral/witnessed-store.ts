import type { Transaction } from '../database/transaction.js';
import type { EphemeralStore } from './ephemeral-store.js';

/** What changes nothing. */
const LOOKS: readonly PropertyKey[] = ['get', 'ping', 'close'];

/** The same store. A transaction in which it counts or gives something away does not run again: that cannot be taken back. */
export function witnessed<T extends EphemeralStore>(store: T, transaction: Transaction): T {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      // a method of its own was put there by a test, in place of that of the class
      if (typeof value !== 'function' || Object.hasOwn(target, name)) return value;
      return (...args: unknown[]): unknown => {
        if (!LOOKS.includes(name)) transaction.noteReachedOut();
        return Reflect.apply(value, target, args);
      };
    },
  });
}
