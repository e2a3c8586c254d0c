import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A value that all work inside of `run` finds, also after it waited: an `AsyncLocalStorage` that is switched off while nobody is inside.
 * On Node 20 one that was ever entered makes each promise of the process dearer from then on, by hooks that Node 24 does without: it was a
 * seventh of `GET me/`, which enters none (docs/benchmarks.md). What goes on after `run` has ended may find it no
 * more.
 * @internal
 */
export class Surrounding<T> {
  private readonly storage = new AsyncLocalStorage<T>();
  private inside = 0;

  /** Undefined outside of `run`. */
  get value(): T | undefined {
    return this.inside === 0 ? undefined : this.storage.getStore();
  }

  async run<R>(value: T, work: () => R | Promise<R>): Promise<R> {
    this.inside += 1;
    try {
      return await this.storage.run(value, work);
    } finally {
      this.inside -= 1;
      if (this.inside === 0) this.storage.disable();
    }
  }
}
