import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openDataDirectory } from './data-directory.js';
import { lockDirectory } from './directory-lock.js';
import { clientClassOf } from './embedded-client.js';
import { openSnapshot } from './snapshot.js';

/** How long a checkout waits for the only connection. A nested one waits for itself: it must fail, not hang. */
const CHECKOUT_TIMEOUT_MS = 10_000;

/** What TypeORM takes as `driver`: the parts of the `pg` module it uses. */
export interface EmbeddedDriver {
  readonly Pool: typeof pg.Pool;
  readonly Client: typeof pg.Client;
  readonly types: typeof pg.types;
  readonly defaults: typeof pg.defaults;
}

interface EmbeddedDriverOptions {
  readonly checkoutTimeoutMs?: number;
  /** How long a process that has the directory open is waited for. */
  readonly patienceMs?: number;
  /** What a database in memory begins with, made by `writeSnapshot`; nothing unless told. */
  readonly snapshot?: string;
}

/**
 * PGlite, the PostgreSQL engine in this process, behind the `pg` client: the same SQL, types and error codes as a server.
 *
 * It has one session, hence one client: a checkout from the pool is the exclusive lock, and TypeORM keeps its checkout for the whole
 * of a transaction. It does not fsync: for a first try and tests, not for production.
 * @param directory null keeps everything in memory
 */
export async function openEmbeddedDriver(
  directory: string | null,
  { checkoutTimeoutMs = CHECKOUT_TIMEOUT_MS, patienceMs = 0, snapshot }: EmbeddedDriverOptions = {},
): Promise<EmbeddedDriver> {
  const unlock = directory === null ? () => {} : await lockDirectory(directory, patienceMs);
  try {
    const engine = directory === null ? await openSnapshot(snapshot) : await openDataDirectory(directory);
    const Client = clientClassOf(engine);
    const Pool = poolClassOf({ Client, checkoutTimeoutMs, closed: () => closeEngine(engine, unlock) });
    return { Pool, Client, types: pg.types, defaults: pg.defaults };
  } catch (error) {
    unlock();
    throw error;
  }
}

interface PoolParts {
  readonly Client: typeof pg.Client;
  readonly checkoutTimeoutMs: number;
  readonly closed: () => Promise<void>;
}

/** `new driver.Pool(options)`, as TypeORM calls it; of options of a server only the preparation of a session means something here. */
function poolClassOf({ Client, checkoutTimeoutMs, closed }: PoolParts): typeof pg.Pool {
  return class EmbeddedPool extends pg.Pool {
    private closing: Promise<void> | undefined;

    constructor({ onConnect }: pg.PoolConfig = {}) {
      // idleTimeoutMillis 0: the only session is never recycled
      super({ Client, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: checkoutTimeoutMs, onConnect });
    }

    override end(): Promise<void>;
    override end(callback: () => void): void;
    override end(callback?: (error?: Error) => void): Promise<void> | void {
      this.closing ??= super.end().then(closed);
      if (!callback) return this.closing;
      this.closing.then(() => callback(), callback);
    }
  };
}

async function closeEngine(engine: PGlite, unlock: () => void): Promise<void> {
  try {
    if (!engine.closed) await engine.close();
  } finally {
    unlock();
  }
}
