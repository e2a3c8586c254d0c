import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import pg from 'pg';
import type { Address } from './address.js';
import { settleSession } from './session-settings.js';
import { TYPE_PARSERS } from './type-parsers.js';

export interface DirectConnectionParts {
  readonly address: Address;
  /** Shown by the server in `pg_stat_activity`. */
  readonly name: string;
  readonly logger: Logger;
  /** Not where `address` leads through a pooler that shares sessions: what is set there is set for others. Yes unless told. */
  readonly isOwn?: boolean;
  /** Where it is counted among others; nowhere unless told. */
  readonly Client?: typeof pg.Client;
  /** Prepares each new connection; if it rejects, the connection is dropped and made anew later. */
  readonly connected: (client: pg.Client) => Promise<void>;
  /** The connection broke, or was never there. */
  readonly lost: () => void;
}

/** Of many processes that start at once on one machine, each has little of its time: the first connection may take longer. */
const FIRST_CONNECT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * A connection of its own beside the pool, for what lives as long as its session: LISTEN and advisory locks. Comes back by itself.
 * It must reach the server directly; a pooler such as PgBouncer in transaction mode would share the session with others.
 */
export class DirectConnection {
  private current: pg.Client | null = null;
  private isClosed = false;
  private readonly ended = new WeakSet<pg.Client>();

  constructor(private readonly parts: DirectConnectionParts) {}

  /** The first connection; rejects if it cannot be made. */
  open(): Promise<void> {
    return this.connect(FIRST_CONNECT_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await endQuietly(this.current);
  }

  /** Rejects while there is no connection. */
  async ask(sql: string, parameters: readonly unknown[]): Promise<void> {
    if (!this.current) throw new Error(`The connection ${this.parts.name} is broken.`);
    await this.current.query(sql, [...parameters]);
  }

  /** Gives up the connection that there is, if any; a new one is made. */
  renew(): void {
    if (this.current) this.drop(this.current);
  }

  /** Gives a connection up that does not answer any more; a new one is made. */
  private drop(client: pg.Client): void {
    if (this.current !== client) return;
    this.current = null;
    client.removeAllListeners('notification'); // what still comes was told too late
    void endQuietly(client);
    this.parts.lost();
    if (!this.isClosed) void this.reconnect();
  }

  private async connect(timeoutMs: number): Promise<void> {
    const client = this.makeClient(timeoutMs);
    try {
      await client.connect();
      if (this.parts.isOwn ?? true) await settleSession(client);
      await this.parts.connected(client);
      if (this.isClosed || this.ended.has(client)) throw new Error('The connection ended while it was made.');
      this.current = client;
    } catch (error) {
      void endQuietly(client);
      throw error;
    }
  }

  private makeClient(connectionTimeoutMillis: number): pg.Client {
    const { address, name, Client = pg.Client } = this.parts;
    const client = new Client({
      ...address,
      types: TYPE_PARSERS,
      application_name: name,
      connectionTimeoutMillis,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    });
    // Without a listener an 'error' event would end the process.
    client.on('error', () => this.drop(client));
    client.on('end', () => {
      this.ended.add(client);
      this.drop(client);
    });
    return client;
  }

  private async reconnect(): Promise<void> {
    const { logger, name } = this.parts;
    logger.warn(`The connection ${name} broke; connecting again.`);
    for (let wait = FIRST_RETRY_MS; !this.isClosed; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        await this.connect(CONNECT_TIMEOUT_MS);
        logger.log(`The connection ${name} is back.`);
        return;
      } catch {
        await sleep(wait * (0.75 + Math.random() / 2), undefined, { ref: false });
      }
    }
  }
}

async function endQuietly(client: pg.Client | null): Promise<void> {
  try {
    await client?.end();
  } catch {
    // it was broken already
  }
}
