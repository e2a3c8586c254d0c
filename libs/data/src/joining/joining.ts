import type { DataSource } from 'typeorm';
import { connectionPool } from '../database/connection-pool.js';
import type { Schema } from '../database/schema.js';
import { STATEMENT_TYPES } from '../database/type-parsers.js';
import { CannotJoin } from './cannot-join.js';
import type { HostQueryRunner } from './host-query-runner.js';
import { HostSession } from './host-session.js';
import type { HostClient } from './host-session.js';
import { HostTransaction } from './host-transaction.js';
import type { HostTransactionParts } from './host-transaction.js';
import { WatchedRunner } from './watched-runner.js';

interface JoiningParts extends Pick<HostTransactionParts, 'within' | 'call' | 'run'> {
  readonly dataSource: DataSource;
  readonly schema: () => Schema;
  readonly isWithin: (host: HostQueryRunner) => boolean;
}

/** Takes part in transactions that a host began on connections of its own. */
export class Joining {
  private readonly runners = new WeakMap<HostQueryRunner, WatchedRunner>();
  private home: string | undefined;

  constructor(private readonly parts: JoiningParts) {}

  /** @throws CannotJoin when there is no transaction that can be joined, and what the work throws */
  async run<T>(host: HostQueryRunner, work: () => Promise<T>): Promise<T> {
    demandOpen(host);
    const client = (await host.connect()) as HostClient; // any, at TypeORM's
    const watched = this.runners.get(host) ?? this.watch(host, client);
    return watched.work(() => this.look(host, client), work);
  }

  private watch(host: HostQueryRunner, client: HostClient): WatchedRunner {
    const { dataSource, schema, within, call, run, isWithin } = this.parts;
    const session = new HostSession(client, schema());
    const transaction = new HostTransaction(host, { dataSource, session, within, call, run });
    const watched = new WatchedRunner(host, session, transaction, () => isWithin(host));
    this.runners.set(host, watched);
    return watched;
  }

  private async look(host: HostQueryRunner, client: HostClient): Promise<void> {
    demandOpen(host);
    const { isolation, readonly, home } = await lookAt(client, this.parts.schema()).catch((error: unknown) => {
      throw new CannotJoin(`the transaction cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (isolation !== 'read committed') {
      throw new CannotJoin(`the transaction is ${isolation}, and must be read committed: conditional statements decide what happens once.`);
    }
    if (readonly) throw new CannotJoin('the transaction is read-only.');
    if (!(await this.isHome(host, home))) {
      throw new CannotJoin(`the query runner is connected to another database than Castellan, or to one without its schema.`);
    }
  }

  /** Ours is looked up once, and again when it seems to be another: a server that started anew has another identity. */
  private async isHome(host: HostQueryRunner, home: string): Promise<boolean> {
    const { dataSource } = this.parts;
    if ((host as { readonly dataSource?: unknown }).dataSource === dataSource || home === this.home) return true;
    this.home = (await lookAt(connectionPool(dataSource), this.parts.schema())).home;
    return home === this.home;
  }
}

function demandOpen({ isReleased, isTransactionActive }: HostQueryRunner): void {
  if (isReleased) throw new CannotJoin('the query runner is released.');
  if (!isTransactionActive) throw new CannotJoin('the query runner has no open transaction; call startTransaction() before.');
}

interface Look {
  readonly isolation: string;
  readonly readonly: boolean;
  /** Says which schema of which database of which server this is. */
  readonly home: string;
}

async function lookAt(client: Pick<HostClient, 'query'>, { name }: Schema): Promise<Look> {
  const { rows } = await client.query<Look>({
    text: `SELECT current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only')::bool AS readonly,
       concat_ws(' ', current_database(), extract(epoch FROM pg_postmaster_start_time()),
         (SELECT oid FROM pg_database WHERE datname = current_database()), coalesce(to_regnamespace($1)::oid::text, gen_random_uuid()::text)) AS home`,
    values: [name],
    types: STATEMENT_TYPES,
  });
  return rows[0] as Look; // without FROM there is one row
}
