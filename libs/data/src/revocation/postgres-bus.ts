import { Distribution } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { DirectConnection } from '../database/direct-connection.js';
import type { OpenConnections } from '../database/open-connections.js';
import type { Server } from '../database/server.js';
import type { Transaction } from '../database/transaction.js';
import { UnusableDatabase } from '../database/unusable-database.js';
import { type Change, type ChangeListener, parseChange, sentAt, writeChange } from './change.js';
import { Heartbeat } from './heartbeat.js';
import { Listeners } from './listeners.js';
import { RevocationBus } from './revocation-bus.js';
import type { BusHealth } from './revocation-bus.js';

/**
 * The bus between processes: NOTIFY inside the transaction that revokes, LISTEN on a direct connection. PostgreSQL delivers
 * notifications in the order of the commits, so when a heartbeat is heard, everything committed before it was sent has been heard.
 */
export class PostgresBus extends RevocationBus {
  private readonly logger = new Logger(PostgresBus.name);
  private readonly listeners = new Listeners(this.logger);
  private readonly lag = new Distribution();
  private readonly heartbeat = new Heartbeat({
    send: (channel, id) => this.speaking.ask('SELECT pg_notify($1, $2)', [channel, id]),
    giveUp: () => this.connectAgain(),
  });
  private readonly listening: DirectConnection;
  private readonly speaking: DirectConnection;

  private constructor(
    { address, direct, isShared }: Server,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    { Client }: OpenConnections,
  ) {
    super();
    this.listening = new DirectConnection({
      address: direct,
      name: 'castellan revocations',
      logger: this.logger,
      Client,
      connected: (client) => this.listen(client),
      lost: () => this.heartbeat.stop(),
    });
    // By the way of the revocations themselves, whatever lies there.
    this.speaking = new DirectConnection({
      address,
      isOwn: !isShared,
      name: 'castellan heartbeat',
      logger: this.logger,
      Client,
      connected: async () => {},
      lost: () => {},
    });
  }

  /** Resolves when the first heartbeat was heard. Throws `UnusableDatabase` when none is: revocations would not be either. */
  static async open(server: Server, transaction: Transaction, clock: Clock, connections: OpenConnections): Promise<PostgresBus> {
    const bus = new PostgresBus(server, transaction, clock, connections);
    try {
      await bus.speaking.open();
      await bus.listening.open();
      if (!(await bus.heartbeat.isHeard())) throw deaf(server);
      return bus;
    } catch (error) {
      await bus.close();
      throw error;
    }
  }

  /** The own notification comes back too. It is not filtered out: it still comes when the answer to a COMMIT was lost. */
  async publish(change: Change): Promise<void> {
    await this.transaction.query('SELECT pg_notify($1, $2)', [this.transaction.schema.channel, writeChange(change, this.clock.millis())]);
    this.transaction.afterCommit(() => this.listeners.tell(change));
  }

  subscribe(listener: ChangeListener): () => void {
    return this.listeners.add(listener);
  }

  get trusted(): boolean {
    return this.heartbeat.isFresh;
  }

  override get health(): BusHealth {
    return { lag: this.lag, heartbeatAge: this.heartbeat.ageMs / 1000 };
  }

  async close(): Promise<void> {
    this.heartbeat.stop();
    await Promise.all([this.listening.close(), this.speaking.close()]);
  }

  private connectAgain(): void {
    this.speaking.renew();
    this.listening.renew();
  }

  private async listen(client: pg.Client): Promise<void> {
    const { channel: revocations } = this.transaction.schema;
    client.on('notification', ({ channel, payload }) => {
      if (channel === revocations) this.hear(payload);
      else this.heartbeat.heard(payload);
    });
    await client.query(`LISTEN ${revocations}`);
    await client.query(`LISTEN ${this.heartbeat.channel}`);
    // What was told while nobody listened is lost: forget everything before the first heartbeat makes the rest trusted.
    this.listeners.tell({ kind: 'everything' });
    this.heartbeat.start();
  }

  private hear(payload: string | undefined): void {
    this.listeners.tell(parseChange(payload));
    const at = sentAt(payload);
    if (at !== null) this.lag.observe(Math.max(0, this.clock.millis() - at) / 1000);
  }
}

function deaf({ address, direct, name }: Server): UnusableDatabase {
  const line = 'DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan';
  if (address === direct)
    return new UnusableDatabase(`Notifications do not come through the way of ${name}. Give the server itself for them.`, line);
  return new UnusableDatabase(
    `What is notified at ${name} is not heard at DATABASE_DIRECT_URL: both must name the same database, this one without a pooler.`,
    line,
  );
}
