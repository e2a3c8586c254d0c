import { randomUUID } from 'node:crypto';
import { Clock, SecretKeys } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import { AuditLog, AuditModule, AuditVerification } from '@castellan/log';
import type { AuditCheckpoint, AuditFault } from '@castellan/log';
import { LOG_TABLES } from '@castellan/log/tables';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { FakeClock } from '../app/fake-clock.js';
import { OPERATOR } from '../people/operators.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';

/** The audit log alone. On PGlite, or on PostgreSQL when `DATABASE_URL` is set. */
export class AuditLibrary {
  private constructor(
    private readonly app: TestingModule,
    private readonly database: ThrowawayDatabase | null,
  ) {}

  static async open(secrets: readonly [string, ...string[]] = [SECRET]): Promise<AuditLibrary> {
    const database = await throwawayDatabase();
    const options = database ? ({ kind: 'postgres', url: database.url } as const) : ({ kind: 'embedded', directory: null } as const);
    const data = DataModule.forRoot({ database: options, redisUrl: null, tables: [LOG_TABLES] });
    const testing = Test.createTestingModule({ imports: [data, AuditModule.forRoot({ secretKeys: new SecretKeys(secrets) })] });
    const app = await testing.overrideProvider(Clock).useValue(new FakeClock()).compile();
    return new AuditLibrary(await app.init(), database);
  }

  get log(): AuditLog {
    return this.app.get(AuditLog, { strict: false });
  }

  get transaction(): Transaction {
    return this.app.get(Transaction, { strict: false });
  }

  /** The same rows, read and written with other secrets; its start does what every start does. */
  async withSecrets(...secrets: [string, ...string[]]): Promise<{ log: AuditLog; verification: AuditVerification }> {
    const shared = [
      { provide: Transaction, useValue: this.transaction },
      { provide: Clock, useValue: new FakeClock() },
    ];
    const data = { module: class Shared {}, global: true, providers: shared, exports: [Transaction, Clock] };
    const testing = Test.createTestingModule({ imports: [data, AuditModule.forRoot({ secretKeys: new SecretKeys(secrets) })] });
    const other = await testing.compile();
    await other.init();
    return { log: other.get(AuditLog, { strict: false }), verification: other.get(AuditVerification, { strict: false }) };
  }

  async fault(checkpoint: AuditCheckpoint | null = null): Promise<AuditFault | null> {
    return (await this.app.get(AuditVerification, { strict: false }).verify(checkpoint)).fault;
  }

  checkpoint(): Promise<AuditCheckpoint | null> {
    return this.app.get(AuditVerification, { strict: false }).checkpoint();
  }

  async rename(log = this.log): Promise<void> {
    const changes = { name: ['before', `after ${randomUUID()}`] } as const;
    await log.record({ action: 'group.changed', target: { type: 'group', id: randomUUID() }, changes, context: OPERATOR });
  }

  async rows(count: number): Promise<void> {
    for (let row = 0; row < count; row += 1) await this.rename();
  }

  sql<T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.transaction.query<T>(text, parameters);
  }

  /** What only the owner of the tables can do. */
  async asOwner(...statements: readonly string[]): Promise<void> {
    const tables = ['audit_log', 'audit_head'];
    for (const table of tables) await this.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await this.sql(statement);
    for (const table of tables) await this.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }

  /** As a migration leaves it. */
  async empty(): Promise<void> {
    await this.asOwner('DELETE FROM audit_log', 'DELETE FROM audit_head', 'INSERT INTO audit_head (id, seq) VALUES (1, 0)');
  }

  async seqs(): Promise<readonly number[]> {
    const rows = await this.sql<{ seq: number }>('SELECT seq::int FROM audit_log ORDER BY seq');
    return rows.map(({ seq }) => seq);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database?.drop();
  }
}

export const SECRET = 'a secret key for tests, of 32 bytes and more';
