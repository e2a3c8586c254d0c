import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';

/** The `pg` pool under a DataSource. TypeORM types its drivers too loosely to see that PostgreSQL's `master` is one. */
export function connectionPool(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { readonly master: Pool }).master;
}
