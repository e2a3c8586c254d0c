import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { TYPE_PARSERS } from '../database/type-parsers.js';

/** The `pg` client class that talks to one engine in this process. */
export function clientClassOf(engine: PGlite): typeof pg.Client {
  return class EmbeddedClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      // A connection object for each client: shared, the 'end' of a discarded client would kill the next one.
      super(Object.assign({}, config, createPgConfig(engine), { types: TYPE_PARSERS }));
    }

    override end(): Promise<void>;
    override end(callback: (error: Error) => void): void;
    override end(callback?: (error: Error) => void): Promise<void> | void {
      const ended = endSession(engine).then(() => super.end());
      if (!callback) return ended;
      ended.then(() => callback(undefined as unknown as Error), callback); // pg calls back without an error, its type says otherwise
    }
  };
}

/** A server drops the session with its socket; so does this: nothing half done passes to the next client. */
async function endSession(engine: PGlite): Promise<void> {
  if (engine.closed) return;
  try {
    await engine.exec('ROLLBACK');
    await engine.exec('DISCARD ALL');
  } catch {
    // closed meanwhile
  }
}
