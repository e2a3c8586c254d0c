import type { DataSource, QueryRunner } from 'typeorm';
import type { HostSession } from './host-session.js';

/**
 * A query runner of ours over a connection that is the host's, with a transaction of the host's open in it. It asks no pool: TypeORM gives
 * what stands in `databaseConnection` to whoever connects, and releases nothing that it did not take itself.
 */
export function borrowingRunner(dataSource: DataSource, session: HostSession): QueryRunner {
  const databaseConnection = { query: (text: string, values?: unknown[]) => session.query({ text, values }) };
  return Object.assign(dataSource.createQueryRunner(), { databaseConnection, isTransactionActive: true, transactionDepth: 1 });
}
