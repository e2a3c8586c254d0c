import pg from 'pg';
import type { ClientBase, QueryConfig, QueryResult } from 'pg';
import { jointSettings } from '../database/session-settings.js';
import type { Schema } from '../database/schema.js';

/**
 * The session of a host's open transaction, used in turn by both: each statement runs with the settings of whoever sends it, the search path
 * above all. They are set for the transaction only (SET LOCAL), and what was set before is kept on the server, so that the host's own settings
 * are back whatever they were.
 */
export class HostSession {
  private isOurs = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: Pick<ClientBase, 'query'>,
    private readonly schema: Schema,
  ) {}

  /** A statement of ours. Its answer is read as ours are, whatever parsers the host has; nothing stays prepared in its session. */
  query(config: QueryConfig): Promise<QueryResult> {
    return this.inTurn(async () => {
      if (!this.isOurs) await this.client.query(takeOver(this.schema));
      this.isOurs = true;
      return this.client.query({ text: config.text, values: config.values, types: PARSERS });
    });
  }

  /** What the host does, with its settings. */
  asHost<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      if (this.isOurs) await this.client.query(giveBack(this.schema));
      this.isOurs = false;
      return work();
    });
  }

  async setSavepoint(): Promise<void> {
    await this.asHost(() => this.client.query(`SAVEPOINT ${SAVEPOINT}`));
  }

  /** Rejects, as any statement does, when one before it failed. */
  async releaseSavepoint(): Promise<void> {
    await this.asHost(() => this.client.query(`RELEASE SAVEPOINT ${SAVEPOINT}`));
  }

  /** Undoes what came after it, settings too. */
  rollBackToSavepoint(): Promise<void> {
    return this.inTurn(async () => {
      await this.client.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
      this.isOurs = false;
      await this.client.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
    });
  }

  /** Whether a COMMIT would commit: PostgreSQL answers that of a failed transaction with a silent ROLLBACK. */
  async isSound(): Promise<boolean> {
    try {
      await this.asHost(() => this.client.query('SELECT 1'));
      return true;
    } catch {
      return false;
    }
  }

  /** The transaction is over, and the settings with it. */
  forget(): void {
    this.isOurs = false;
  }

  /** One statement at a time: `pg` is to be given none while one runs. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }
}

const SAVEPOINT = 'castellan_work';

/** `pg` hands the same property on as the list of the parameters' types, which PGlite reads: none are told. */
const PARSERS = Object.assign([], { getTypeParser: pg.types.getTypeParser.bind(pg.types) });

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
