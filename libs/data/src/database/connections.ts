import type { DataSource } from 'typeorm';
import { connectionPool } from './connection-pool.js';

/** How a pool is used at this moment. @internal */
export interface ConnectionUse {
  readonly pool: string;
  /** Open connections that nobody uses. */
  readonly idle: number;
  /** Those at work. */
  readonly used: number;
  /** Work that waits for one. */
  readonly waiting: number;
  /** How many there may be. */
  readonly max: number;
}

/** The connections of this process to the database, for those who watch. @internal */
export class Connections {
  constructor(private readonly dataSource: DataSource) {}

  /** Of each pool. */
  use(): readonly ConnectionUse[] {
    const { idleCount: idle, totalCount, waitingCount: waiting, options } = connectionPool(this.dataSource);
    return [{ pool: 'requests', idle, used: totalCount - idle, waiting, max: options.max }];
  }
}
