import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { Address } from './address.js';
import { DirectConnection } from './direct-connection.js';
import type { Schema } from './schema.js';

/** Any number nobody else uses in this database; not the one of the migrations. */
const SOLE_PROCESS_LOCK = 7_204_110_002;
const LOOK_AGAIN_MS = 100;

export class SecondProcess extends Error {
  /** @param isThisOne it is this process that has the database already */
  constructor(isThisOne = false) {
    super(
      `${isThisOne ? 'Another Castellan in this process' : 'Another Castellan process'} uses this database, and without Redis only one may: ` +
        'limits and pending sign-ins live in its memory. ' +
        (isThisOne ? 'Set REDIS_URL for both, or close the other one.' : 'Set REDIS_URL for all processes, or stop the other one.'),
    );
    this.name = SecondProcess.name;
  }
}

/** Held while this process is the only one on a PostgreSQL without Redis. */
export class SoleProcessLock {
  private isTaken = false;
  private deadline = -Infinity;
  private readonly logger = new Logger(SoleProcessLock.name);
  private readonly connection: DirectConnection;

  /** @param isOwn whether it is an application of this process that stands in the way */
  constructor(
    address: Address,
    private readonly schema: Schema,
    private readonly isOwn: () => boolean = () => false,
  ) {
    this.connection = new DirectConnection({
      address,
      name: 'castellan sole process',
      logger: this.logger,
      connected: (client) => this.take(client),
      lost: () => {},
    });
  }

  /** Throws `SecondProcess` when another one is there, and still there after `patienceMs`. */
  async acquire(patienceMs = 0): Promise<void> {
    this.deadline = performance.now() + patienceMs;
    await this.connection.open();
  }

  /** Throws `Unavailable` when another process took the lock while this one was cut off. While nobody has it, this one goes on. */
  readonly assertHeld = (): void => {
    if (this.isTaken) throw new Unavailable();
  };

  release(): Promise<void> {
    return this.connection.close();
  }

  private async take(client: pg.Client): Promise<void> {
    // The server must notice a dead peer soon: until then the lock of a lost session stands in the way of its successor.
    await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2');
    const isTaken = !(await this.lock(client));
    if (isTaken !== this.isTaken)
      this.logger[isTaken ? 'error' : 'log'](isTaken ? new SecondProcess(this.isOwn()).message : 'The only process again.');
    this.isTaken = isTaken;
    if (isTaken) throw new SecondProcess(this.isOwn());
  }

  /** The one before this one may still be ending: until the deadline it is looked again. */
  private async lock(client: pg.Client): Promise<boolean> {
    const number = this.schema.lock(SOLE_PROCESS_LOCK);
    for (let isFirstLook = true; ; isFirstLook = false) {
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1::bigint) AS locked', [number]);
      if (rows[0]?.locked || performance.now() >= this.deadline) return rows[0]?.locked === true;
      if (isFirstLook) this.logger.log('Another process still uses this database; waits for its end.');
      await sleep(LOOK_AGAIN_MS);
    }
  }
}
