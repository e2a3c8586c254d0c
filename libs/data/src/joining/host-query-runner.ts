/**
 * A QueryRunner of a host, of the host's own copy of TypeORM (0.3 or 1) on PostgreSQL. Its transaction is begun by `startTransaction`, or by
 * `dataSource.transaction(…)`, whose manager has it as `queryRunner`.
 */
export interface HostQueryRunner {
  readonly isReleased: boolean;
  readonly isTransactionActive: boolean;
  // TypeORM gives what the driver gives.
  /* eslint-disable @typescript-eslint/no-explicit-any */
  connect(): Promise<any>;
  query(sql: string, parameters?: any[], useStructuredResult?: any): Promise<any>;
  startTransaction(isolationLevel?: any): Promise<void>;
  /* eslint-enable @typescript-eslint/no-explicit-any */
  commitTransaction(): Promise<void>;
  rollbackTransaction(): Promise<void>;
  release(): Promise<void>;
}

/** How deep its open transaction is: 1, and one more for each savepoint of TypeORM's. */
export const depthOf = (runner: HostQueryRunner): number => (runner as { readonly transactionDepth?: number }).transactionDepth ?? 1;
