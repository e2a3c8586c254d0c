import { randomUUID } from 'node:crypto';
import { SecretKeys } from '@castellan/common';
import { DataModule } from '@castellan/data';
import type { Tables } from '@castellan/data';
import { AuditLog, AuditModule, AuditVerification, AuthEvents, LogModule } from '@castellan/log';
import { LOG_TABLES } from '@castellan/log/tables';
import { OneTimeCodes, OtpModule } from '@castellan/otp';
import { OTP_TABLES } from '@castellan/otp/tables';
import { Profiles, ProfilesModule } from '@castellan/profiles';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import { DataSource } from 'typeorm';
import { OPERATOR } from '../../support/people/operators.js';

const secretKeys = new SecretKeys(['a secret key for tests, of 32 bytes and more']);
const USER = randomUUID();
const DATA_SCHEMAS = ['pgboss']; // the job queue's, made by the data module
const OTP_OPTIONS = { ttlMs: 300_000, length: 6, maxAttempts: 5, maxRequests: 5, resendCooldownMs: 60_000 };

interface Lib {
  readonly tables: Tables;
  readonly modules: readonly DynamicModule[];
  readonly names: readonly string[];
  /** Something small that reads and writes them. */
  readonly works: (app: TestingModule) => Promise<void>;
}

const LIBS: Readonly<Record<string, Lib>> = {
  twofactor: {
    tables: TWOFACTOR_TABLES,
    modules: [TwoFactorModule.forRoot({ secretKeys, issuer: 'Example', backupCodes: 3 })],
    names: ['backup_codes', 'two_factor'],
    works: async (app) => {
      const twoFactor = app.get(TwoFactor, { strict: false });
      const secret = await twoFactor.generateSecretKey(USER);
      const codes = await twoFactor.enable(USER, speakeasy.totp({ secret, encoding: 'base32' }));
      expect(await twoFactor.verify(USER, codes?.[0] ?? '')).toEqual({ method: 'backup_code', remaining: 2 });
    },
  },
  otp: {
    tables: OTP_TABLES,
    modules: [OtpModule.forRoot({ secretKeys, ...OTP_OPTIONS })],
    names: ['otp_codes'],
    works: async (app) => {
      const codes = app.get(OneTimeCodes, { strict: false });
      const subject = { identifier: 'ada@example.org', purpose: 'sign_in' };
      const { code } = await codes.requestOtp(subject);
      expect([await codes.verifyOtp({ ...subject, code }), await codes.verifyOtp({ ...subject, code })]).toEqual([true, false]);
    },
  },
  profiles: {
    tables: PROFILES_TABLES,
    modules: [ProfilesModule.forRoot({ publicUrl: 'https://id.example' })],
    names: ['avatars', 'profiles'],
    works: async (app) => {
      const profiles = app.get(Profiles, { strict: false });
      await profiles.change(USER, { location: 'Ghent' });
      expect(await profiles.of(USER)).toMatchObject({ location: 'Ghent', avatarUrl: null });
    },
  },
  log: {
    tables: LOG_TABLES,
    modules: [LogModule.forRoot({ secretKeys }), AuditModule.forRoot({ secretKeys })],
    names: ['audit_head', 'audit_log', 'auth_events'],
    works: async (app) => {
      const events = app.get(AuthEvents, { strict: false });
      await events.record({ event: 'login', status: 'success', userId: USER, context: OPERATOR });
      const target = { type: 'group', id: USER } as const;
      await app.get(AuditLog, { strict: false }).record({ action: 'group.created', target, changes: {}, context: OPERATOR });
      expect(await events.search({ userId: USER, limit: 5 })).toHaveLength(1);
      expect((await app.get(AuditVerification, { strict: false }).verify()).fault).toBeNull();
    },
  },
};

describe.each(Object.entries(LIBS))('%s alone', (_name, { tables, modules, names, works }) => {
  let app: TestingModule;
  let dataSource: DataSource;
  const column = async (sql: string): Promise<readonly string[]> => {
    const rows: Record<string, string>[] = await dataSource.query(sql);
    return rows.flatMap((row) => Object.values(row));
  };
  const tablesThere = () => column(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);

  beforeAll(async () => {
    const data = DataModule.forRoot({ database: { kind: 'embedded', directory: null }, redisUrl: null, tables: [tables] });
    app = await Test.createTestingModule({ imports: [data, ...modules] }).compile();
    await app.init();
    dataSource = app.get(DataSource, { strict: false });
  });
  afterAll(() => app.close());

  it('makes its own tables at the start and nothing else', async () => {
    expect(await tablesThere()).toEqual([...names, 'migrations'].sort());
    expect(await column(`SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|public$)'`)).toEqual(DATA_SCHEMAS);
    expect(await column(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'castellan%'`)).toEqual([]);
  });

  it('makes them as its entities say', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('works', () => works(app));

  it('takes them away again', async () => {
    for (const _migration of tables.migrations) await dataSource.undoLastMigration();

    expect(await tablesThere()).toEqual(['migrations']);
    expect(await column(`SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`)).toEqual([]);
  });
});
