import pg from 'pg';
import { TIMES_AS_TEXT } from '../database/type-parsers.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** A batch is some milliseconds; a lock that is held there is not waited for longer than people would. */
const SETTINGS = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  "SET LOCAL statement_timeout = '10min'",
  "SET LOCAL lock_timeout = '30s'",
  "SET LOCAL timezone = 'UTC'",
  "SET LOCAL datestyle = 'ISO'",
];

/**
 * The PostgreSQL database of another system, to be read and nothing else: one read-only transaction, so that everything is as of one moment
 * however long it takes (PostgreSQL, "Repeatable Read Isolation Level"). Times come as the text that the server writes.
 */
export class ForeignDatabase {
  private constructor(private readonly client: pg.Client) {}

  /** @throws what `pg` says when it cannot be reached */
  static async open(url: string): Promise<ForeignDatabase> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'castellan import',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      types: TIMES_AS_TEXT,
    });
    client.on('error', () => {}); // told by the query that fails
    try {
      await client.connect();
      for (const sql of SETTINGS) await client.query(sql);
      return new ForeignDatabase(client);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.client.query(sql, [...parameters])).rows as Row[]; // as the statement says
  }

  /** A name as it stands in a statement. */
  quoted(name: string): string {
    return pg.escapeIdentifier(name);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
