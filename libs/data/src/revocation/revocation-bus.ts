import type { Distribution } from '@castellan/common';
import type { Change, ChangeListener } from './change.js';

/** How a bus does. @internal */
export interface BusHealth {
  /** Seconds from the sending of a change, its transaction included, until its listeners had heard it; by the clock of the database. */
  readonly lag: Distribution;
  /** Seconds since the sending of the newest heartbeat that was heard; infinite before the first, and after a connection was lost. */
  readonly heartbeatAge: number;
}

/** Tells every process, within 1 s, that a session, a user or the signing keys changed, so that state may be cached at all. */
export abstract class RevocationBus {
  /**
   * Part of the open transaction (or on its own): a rolled-back change is never told. This process's own listeners hear it right
   * after the commit, and may hear it twice.
   */
  abstract publish(change: Change): Promise<void>;

  /** Calls the listener for each change until the returned function is called. Listeners do not throw and do not wait. */
  abstract subscribe(listener: ChangeListener): () => void;

  /**
   * True while cached state may be used: a heartbeat sent less than 800 ms ago has come back through the same queue as the changes.
   * Otherwise read the database. Cheap enough for every request.
   */
  abstract get trusted(): boolean;

  /** How long changes took to be heard here, and how long ago all of them were; null where there is nothing to travel over. @internal */
  get health(): BusHealth | null {
    return null;
  }

  abstract close(): Promise<void>;
}
