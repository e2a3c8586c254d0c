import { randomUUID } from 'node:crypto';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { SecretKeys } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import type { Tables } from '@castellan/data';
import { KEYS_TABLES } from '@castellan/keys/tables';
import { AuditLog, AuditModule, AuditVerification, AuthEvents, LogModule } from '@castellan/log';
import { LOG_TABLES } from '@castellan/log/tables';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { OneTimeCodes, OtpModule } from '@castellan/otp';
import { OTP_TABLES } from '@castellan/otp/tables';
import { Passkeys, PasskeysModule } from '@castellan/passkeys';
import { PASSKEYS_TABLES } from '@castellan/passkeys/tables';
import { PERMISSIONS_TABLES } from '@castellan/permissions/tables';
import { Profiles, ProfilesModule } from '@castellan/profiles';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { SOURCES_TABLES } from '@castellan/sources/tables';
import { TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import type { DataSource } from 'typeorm';
import { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import { OPERATOR } from '../../support/people/operators.js';
import { emptyEmbedded } from '../../support/stores/empty-embedded.js';

const secretKeys = new SecretKeys(['a secret key for tests, of 32 bytes and more']);
const USER = randomUUID();

/** A Nest application that imports the data module and what is given, and nothing else. */
class Host {
  private constructor(
    private readonly app: TestingModule,
    private readonly remove: () => void,
  ) {}

  static async start(tables: readonly Tables[], modules: readonly DynamicModule[] = []): Promise<Host> {
    const { database, remove } = emptyEmbedded();
    const data = DataModule.forRoot({ database, redisUrl: null, tables });
    const app = await Test.createTestingModule({ imports: [data, ...modules] }).compile();
    return new Host(await app.init(), remove);
  }

  get: TestingModule['get'] = (type: Parameters<TestingModule['get']>[0]) => this.app.get(type, { strict: false });

  private get dataSource(): DataSource {
    return this.get(Transaction).manager.dataSource;
  }

  async column(sql: string): Promise<readonly string[]> {
    const rows: Record<string, string>[] = await this.dataSource.query(`${sql} ORDER BY 1`); // TypeORM says any
    return rows.flatMap((row) => Object.values(row));
  }

  /** Those of the job queue are the data module's. */
  tables(): Promise<readonly string[]> {
    return this.column(`SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pgboss')`);
  }

  functions(): Promise<readonly string[]> {
    return this.column(`SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
  }

  roles(): Promise<readonly string[]> {
    return this.column(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'castellan%'`);
  }

  /** What the entities say and no migration made. */
  async missing(): Promise<readonly string[]> {
    return (await this.dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  }

  async undoMigrations(): Promise<void> {
    for (const _migration of this.dataSource.migrations) await this.dataSource.undoLastMigration();
  }

  async close(): Promise<void> {
    await this.app.close();
    this.remove();
  }
}

interface Lib {
  readonly tables: Tables;
  readonly names: readonly string[];
  readonly modules?: readonly DynamicModule[];
  /** Something small that reads and writes them. */
  readonly works?: (host: Host) => Promise<void>;
}

const LIBS: Readonly<Record<string, Lib>> = {
  twofactor: {
    tables: TWOFACTOR_TABLES,
    names: ['backup_codes', 'two_factor'],
    modules: [TwoFactorModule.forRoot({ secretKeys, issuer: 'Example', backupCodes: 3 })],
    works: async (host) => {
      const twoFactor = host.get(TwoFactor);
      const secret = await twoFactor.generateSecretKey(USER);
      const codes = await twoFactor.enable(USER, speakeasy.totp({ secret, encoding: 'base32' }));
      expect(await twoFactor.verify(USER, codes?.[0] ?? '')).toEqual({ method: 'backup_code', remaining: 2 });
    },
  },
  passkeys: {
    tables: PASSKEYS_TABLES,
    names: ['passkey_users', 'passkeys'],
    modules: [PasskeysModule.forRoot({ rpId: 'id.example', rpName: 'Example', origins: ['https://id.example'] })],
    works: async (host) => {
      const [passkeys, device] = [host.get(Passkeys), new SoftwareAuthenticator({ origin: 'https://id.example' })];
      const ceremony = { purpose: 'registration', userId: USER, boundTo: 'a session' };
      const asked = await passkeys.registrationOptions(ceremony, { name: 'ada@example.org', displayName: 'Ada' });
      await passkeys.add(USER, await passkeys.verifyRegistration(ceremony, device.create(asked.options)), null);
      const { options, state } = await passkeys.signInOptions();
      expect(await passkeys.verifySignIn(state, device.get(options))).toMatchObject({ userId: USER, isUserVerified: true });
    },
  },
  otp: {
    tables: OTP_TABLES,
    names: ['otp_codes'],
    modules: [OtpModule.forRoot({ secretKeys })],
    works: async (host) => {
      const [codes, subject] = [host.get(OneTimeCodes), { identifier: 'ada@example.org', purpose: 'sign_in' }];
      const { code } = await codes.requestOtp(subject);
      expect([await codes.verifyOtp({ ...subject, code }), await codes.verifyOtp({ ...subject, code })]).toEqual([true, false]);
    },
  },
  profiles: {
    tables: PROFILES_TABLES,
    names: ['avatars', 'profiles'],
    modules: [ProfilesModule.forRoot({ publicUrl: 'https://id.example' })],
    works: async (host) => {
      await host.get(Profiles).change(USER, { location: 'Ghent' });
      expect(await host.get(Profiles).of(USER)).toMatchObject({ location: 'Ghent', avatarUrl: null });
    },
  },
  log: {
    tables: LOG_TABLES,
    names: ['audit_head', 'audit_log', 'auth_events'],
    modules: [LogModule.forRoot({ secretKeys }), AuditModule.forRoot({ secretKeys })],
    works: async (host) => {
      await host.get(AuthEvents).record({ event: 'login', status: 'success', userId: USER, context: OPERATOR });
      const target = { type: 'group', id: USER } as const;
      await host.get(AuditLog).record({ action: 'group.created', target, changes: { name: [null, 'Staff'] }, context: OPERATOR });
      expect(await host.get(AuthEvents).search({ userId: USER, limit: 5 })).toHaveLength(1);
      expect(await host.get(AuditLog).search({ targetId: USER, limit: 5 })).toHaveLength(1);
      expect((await host.get(AuditVerification).verify()).fault).toBeNull();
    },
  },
  notifications: { tables: NOTIFICATIONS_TABLES, names: ['dev_inbox', 'mail_deliveries', 'sms_deliveries'] },
  keys: { tables: KEYS_TABLES, names: ['signing_keys'] },
  sources: { tables: SOURCES_TABLES, names: ['registration_sources', 'user_registration_sources'] },
  permissions: {
    tables: PERMISSIONS_TABLES,
    names: ['group_permissions', 'groups', 'permissions', 'user_groups', 'user_permissions'],
  },
};

describe.each(Object.entries(LIBS))('%s alone', (_name, { tables, names, modules, works }) => {
  let host: Host;
  beforeAll(async () => {
    host = await Host.start([tables], modules);
  });
  afterAll(() => host.close());

  it('makes its own tables at the start, as its entities say, and nothing else', async () => {
    expect(await host.tables()).toEqual([...names, 'migrations'].toSorted());
    expect(await host.missing()).toEqual([]);
    expect(await host.roles()).toEqual([]);
  });

  if (works) it('works', () => works(host));

  it('takes them away again', async () => {
    await host.undoMigrations();

    expect([await host.tables(), await host.functions()]).toEqual([['migrations'], []]);
  });
});

describe('all of them together', () => {
  let host: Host;
  beforeAll(async () => {
    host = await Host.start(CASTELLAN_TABLES);
  });
  afterAll(() => host.close());

  it('are tied by the libs above, and end with what they are about', async () => {
    const ties = await host.column(
      `SELECT conrelid::regclass || ' ' || confdeltype::text FROM pg_constraint WHERE confrelid = 'users'::regclass`,
    );
    const below = Object.values(LIBS).flatMap(({ names }) => names);

    expect(ties.filter((tie) => below.some((name) => tie.startsWith(`${name} `)))).toEqual([
      'avatars c',
      'backup_codes c',
      'passkey_users c',
      'passkeys c',
      'profiles c',
      'two_factor c',
      'user_groups c',
      'user_permissions c',
      'user_registration_sources c',
    ]);
  });

  it('are taken away in the opposite order', async () => {
    await host.undoMigrations();

    expect([await host.tables(), await host.functions()]).toEqual([['migrations'], []]);
  });
});
