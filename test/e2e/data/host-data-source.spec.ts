import { SecretKeys } from '@castellan/common';
import { DataModule, makeDataSource } from '@castellan/data';
import { OneTimeCodes, OtpModule } from '@castellan/otp';
import { OTP_TABLES } from '@castellan/otp/tables';
import { Injectable, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { emptyEmbedded } from '../../support/stores/empty-embedded.js';
import type { EmptyEmbedded } from '../../support/stores/empty-embedded.js';

const secretKeys = new SecretKeys(['a secret key for tests, of 32 bytes and more']);
const SUBJECT = { identifier: 'ada@example.org', purpose: 'sign_in' } as const;

/** As `@InjectDataSource()` and `@InjectRepository()` of @nestjs/typeorm: by the class of TypeORM. */
@Injectable()
class Orders {
  constructor(readonly dataSource: DataSource) {}
}

/** What `TypeOrmModule.forRoot` is to its host: global, and TypeORM's class is the token. */
@Module({})
class HostDatabase implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static on(dataSource: DataSource): DynamicModule {
    const provider = { provide: DataSource, useValue: dataSource };
    return { module: HostDatabase, global: true, providers: [provider], exports: [DataSource] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

@Module({ providers: [Orders] })
class OrdersModule {}

describe.each([
  ['before ours', (host: DynamicModule, ours: readonly DynamicModule[]) => [host, ...ours]],
  ['after ours', (host: DynamicModule, ours: readonly DynamicModule[]) => [...ours, host]],
])("a host's own DataSource that is imported %s", (_order, inOrder) => {
  let app: TestingModule;
  let hostSource: DataSource;
  const homes: readonly EmptyEmbedded[] = [emptyEmbedded(), emptyEmbedded()];

  beforeAll(async () => {
    const [hostHome, ownHome] = homes as [EmptyEmbedded, EmptyEmbedded];
    hostSource = await makeDataSource({ database: hostHome.database, tables: [] });
    await hostSource.initialize();
    const ours = [
      DataModule.forRoot({ database: ownHome.database, redisUrl: null, tables: [OTP_TABLES] }),
      OtpModule.forRoot({ secretKeys }),
    ];
    const imports = [...inOrder(HostDatabase.on(hostSource), ours), OrdersModule];
    app = await (await Test.createTestingModule({ imports }).compile()).init();
  });
  afterAll(async () => {
    await app.close();
    for (const home of homes) home.remove();
  });

  it("is what the host's providers get, and ours have one of their own", async () => {
    const codes = app.get(OneTimeCodes, { strict: false });
    const { code } = await codes.requestOtp(SUBJECT);

    expect(await codes.verifyOtp({ ...SUBJECT, code })).toBe(true);
    expect(app.get(Orders, { strict: false }).dataSource).toBe(hostSource);
    expect(await hostSource.query(`SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)).toEqual(
      [],
    );
  });
});
