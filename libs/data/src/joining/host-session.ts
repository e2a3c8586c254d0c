import type { ClientBase, QueryConfig, QueryResult } from 'pg';
import { jointSettings } from '../database/session-settings.js';
import type { Schema } from '../database/schema.js';
import { STATEMENT_TYPES } from '../database/type-parsers.js';

/** How the transaction stands that is open on the connection. */
export interface Standing {
  /** Which one it is: the server never gives the number to another. */
  readonly transaction: string;
  /** The last work that is still a part of it. */
  readonly kept: number;
}

/** What a host's connection is to us. `end` is of pools that drop a client which is ending. */
export type HostClient = Pick<ClientBase, 'query'> & { end?(): Promise<void> };

/**
 * The session of a host's open transaction, used in turn by both: each statement runs with the settings of whoever sends it, the search path
 * above all. They are set for the transaction only (SET LOCAL), and what was set before is kept on the server, so that the host's own settings
 * are back whatever they were.
 */
export class HostSession {
  /** How many statements were sent: whether something goes on. */
  count = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: HostClient,
    private readonly schema: Schema,
  ) {}

  /** A statement of ours. Its answer is read as ours are, whatever parsers the host has; nothing stays prepared in its session. */
  query({ text, values }: QueryConfig): Promise<QueryResult> {
    return this.inTurn(async () => {
      await this.takeOver();
      return this.client.query({ text, values, types: STATEMENT_TYPES });
    });
  }

  /** What the host does, with its settings. */
  asHost<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      await this.giveBack();
      return work();
    });
  }

  async setSavepoint(): Promise<void> {
    await this.asHost(() => this.client.query(`SAVEPOINT ${SAVEPOINT}`));
  }

  /** Notes the work where the note falls with it, by whatever savepoint. Rejects, as any statement does, when one before it failed. */
  async releaseSavepoint(work: number): Promise<void> {
    await this.asHost(() => this.client.query(`SET LOCAL ${this.note} = '${work}'; RELEASE SAVEPOINT ${SAVEPOINT}`));
  }

  /** Undoes what came after it, settings too: it was set with the host's. */
  rollBackToSavepoint(): Promise<void> {
    return this.inTurn(async () => {
      await this.client.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
      this.forget();
      await this.client.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
    });
  }

  /** Rejects when the transaction failed: PostgreSQL would answer its COMMIT with a silent ROLLBACK. */
  async standing(): Promise<Standing> {
    const text = `SELECT pg_current_xact_id()::text AS transaction, current_setting('${this.note}', true) AS kept`;
    const { rows } = await this.asHost(() => this.client.query({ text, types: STATEMENT_TYPES }));
    const { transaction, kept } = rows[0] as { transaction: string; kept: string | null }; // without FROM there is one row
    return { transaction, kept: Number(kept ?? 0) };
  }

  /** Whether a transaction that is over was committed. */
  async isCommitted(transaction: string): Promise<boolean> {
    const config = { text: 'SELECT pg_xact_status($1::xid8) AS status', values: [transaction], types: STATEMENT_TYPES };
    const { rows } = await this.inTurn(() => this.client.query<{ status: string | null }>(config));
    return rows[0]?.status === 'committed';
  }

  /** Leaves no transaction open. A connection that cannot even do that ends, and no pool gives it to anybody. */
  async close(): Promise<void> {
    this.forget();
    try {
      await this.inTurn(() => this.client.query('ROLLBACK'));
    } catch {
      void this.client.end?.().catch(() => {}); // it was broken already
    }
  }

  /** The transaction is over, and the settings with it. */
  forget(): void {
    inForce.delete(this.client);
  }

  /** A setting of our own; one of an earlier transaction is empty. */
  private get note(): string {
    return `castellan.work_${this.schema.name}`;
  }

  private async takeOver(): Promise<void> {
    if (inForce.get(this.client) === this.schema.name) return;
    await this.giveBack();
    await this.client.query(takeOver(this.schema));
    inForce.set(this.client, this.schema.name);
  }

  private async giveBack(): Promise<void> {
    if (!inForce.has(this.client)) return;
    await this.client.query(giveBack(this.schema));
    this.forget();
  }

  /** One statement at a time: `pg` is to be given none while one runs. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }
}

/** The schema whose settings a connection has; where none is told it has the host's. Two installations may work in one transaction. */
const inForce = new WeakMap<HostClient, string>();

const SAVEPOINT = 'castellan_work';

/** Both columns are worked out in their order, so what was set is kept before it is set anew. */
const takeOver = (schema: Schema): string => {
  const rows = Object.entries(jointSettings(schema)).map(([name, value]) => `('${name}', '${value}')`);
  return `SELECT set_config('castellan.host_' || name, current_setting(name), true), set_config(name, value, true)
    FROM (VALUES ${rows.join(', ')}) setting (name, value)`;
};

const giveBack = (schema: Schema): string => {
  const names = Object.keys(jointSettings(schema)).map((name) => `('${name}')`);
  return `SELECT set_config(name, current_setting('castellan.host_' || name), true) FROM (VALUES ${names.join(', ')}) setting (name)`;
};
