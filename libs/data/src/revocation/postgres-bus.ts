import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { DirectConnection } from '../database/direct-connection.js';
import type { Transaction } from '../database/transaction.js';
import { type Change, type ChangeListener, parseChange } from './change.js';
import { Heartbeat } from './heartbeat.js';
import { Listeners } from './listeners.js';
import { RevocationBus } from './revocation-bus.js';

const CHANNEL = 'castellan_revocation';

/**
 * The bus between processes: NOTIFY inside the transaction that revokes, LISTEN on a direct connection. PostgreSQL delivers
 * notifications in the order of the commits, so when a heartbeat is back, everything committed before it was sent has been heard.
 */
export class PostgresBus extends RevocationBus {
  private readonly logger = new Logger(PostgresBus.name);
  private readonly listeners = new Listeners(this.logger);
  private readonly heartbeat = new Heartbeat((client) => this.connection.drop(client));
  private readonly connection: DirectConnection;

  private constructor(
    url: string,
    private readonly transaction: Transaction,
  ) {
    super();
    this.connection = new DirectConnection({
      url,
      name: 'castellan revocations',
      logger: this.logger,
      connected: (client) => this.listen(client),
      lost: () => this.heartbeat.stop(),
    });
  }

  /** Resolves when the first connection listens; rejects if there is none. */
  static async open(url: string, transaction: Transaction): Promise<PostgresBus> {
    const bus = new PostgresBus(url, transaction);
    await bus.connection.open();
    return bus;
  }

  /** The own notification comes back too. It is not filtered out: it still comes when the answer to a COMMIT was lost. */
  async publish(change: Change): Promise<void> {
    await this.transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(change)]);
    this.transaction.afterCommit(() => this.listeners.tell(change));
  }

  subscribe(listener: ChangeListener): () => void {
    return this.listeners.add(listener);
  }

  get trusted(): boolean {
    return this.heartbeat.isFresh;
  }

  async close(): Promise<void> {
    this.heartbeat.stop();
    await this.connection.close();
  }

  private async listen(client: pg.Client): Promise<void> {
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL) this.listeners.tell(parseChange(payload));
      else this.heartbeat.heard(payload);
    });
    await client.query(`LISTEN ${CHANNEL}`);
    await client.query(`LISTEN ${this.heartbeat.channel}`);
    // What was told while nobody listened is lost: forget everything before the first heartbeat makes the rest trusted.
    this.listeners.tell({ kind: 'everything' });
    await this.heartbeat.start(client);
  }
}
