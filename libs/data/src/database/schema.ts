import { sha256, schemaNameFault } from '@castellan/common';
import type { DataSource } from 'typeorm';
import { UnusableDatabase } from './unusable-database.js';

/** What the service has unless it is told otherwise; its names in the database are the plain ones. */
const DEFAULT = 'public';

/**
 * The schema that holds all tables of an installation, and the names of what it shares with the rest of the database: another
 * installation in another schema must neither hear nor hold up this one.
 */
export class Schema {
  /** @throws UnusableDatabase when that is no name for one */
  constructor(readonly name: string = DEFAULT) {
    const fault = schemaNameFault(name);
    if (fault !== null) throw new UnusableDatabase(`The schema ${JSON.stringify(name)} ${fault}.`, 'DATABASE_SCHEMA=castellan');
  }

  static of({ options }: DataSource): Schema {
    return new Schema('schema' in options ? options.schema : undefined);
  }

  get isDefault(): boolean {
    return this.name === DEFAULT;
  }

  /** As SQL. Itself alone: what misses here is an error, and is not found in a schema of somebody else. */
  get quoted(): string {
    return `"${this.name}"`;
  }

  /** The schema of the job queue. */
  get queue(): string {
    return this.isDefault ? 'pgboss' : `${this.name}_queue`;
  }

  /** The channel on which revocations are told. */
  get channel(): string {
    return this.isDefault ? 'castellan_revocation' : `castellan_revocation_${this.name}`;
  }

  /** The number of an advisory lock as this installation takes it, for `$1::bigint`. */
  lock(number: number): string {
    if (this.isDefault) return String(number);
    return sha256(`castellan ${this.name} ${number}`).readBigInt64BE().toString();
  }
}
