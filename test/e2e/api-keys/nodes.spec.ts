import { AccountStatus } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { aMachine, asBearer, COMMAND, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';
import { aSuperuser } from '../../support/api-keys/makers.js';
import { aStolenSuperuser } from '../../support/api-keys/thief.js';
import { TestApp } from '../../support/app/test-app.js';
import { someAddress } from '../../support/http/some-address.js';
import { HOST } from '../../support/people/operators.js';
import { until } from '../../support/stores/nodes.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

onServers('API keys on two nodes', () => {
  let app: TestApp;
  let other: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
    other = await app.anotherNode();
    await aSuperuser(app); // one stays
  }, 120_000);
  afterAll(async () => {
    await other.close();
    await app.close();
  });

  const there = async (secret: string) => (await other.client().get(OPENED, asBearer(secret))).status;

  it('are revoked on the other within a second, whoever asks meanwhile', async () => {
    const { key, secret } = await aMachine(app, [ITS_PERMISSION]);
    expect(await there(secret)).toBe(200);

    await app.get(ApiKeys).revoke(COMMAND, key.id);

    expect(await until(async () => (await there(secret)) === 401, 1_000)).toBeLessThan(1_000);
    const after = await Promise.all(Array.from({ length: 20 }, () => there(secret)));
    expect(new Set(after)).toEqual(new Set([401]));
  });

  it('are cut on the other within a second when their maker is', async () => {
    const maker = await aSuperuser(app);
    const { secret } = await aMachine(app, [ITS_PERMISSION], { maker });
    expect(await there(secret)).toBe(200);

    await app.get(AccountStatus).setActive(HOST, [maker.id], false);

    expect(await until(async () => (await there(secret)) === 403, 1_000)).toBeLessThan(1_000);
  });

  it('of a thief are cut on the other within a second when the sign-in is reported', async () => {
    const { report, thief } = await aStolenSuperuser(app);
    const { secret } = await aMachine(app, [ITS_PERMISSION], { maker: thief });
    expect(await there(secret)).toBe(200);

    expect((await app.client().post('/api/auth/report-sign-in/', report)).status).toBe(200);

    expect(await until(async () => (await there(secret)) === 401, 1_000)).toBeLessThan(1_000);
  });

  it('that are wrong are counted for both together', async () => {
    const { secret } = await aMachine(app, [ITS_PERMISSION]);
    const from = { 'x-forwarded-for': someAddress() };
    const guess = (node: TestApp) => node.client(from).get(OPENED, asBearer(`${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`));

    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => guess(at % 2 ? app : other)));

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('are noted as used once a minute, by twenty parallel requests on both', async () => {
    const { key, secret } = await aMachine(app, [ITS_PERMISSION]);
    await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? app : other).client().get(OPENED, asBearer(secret))));
    const used = async () =>
      (await app.sql<{ last_used_at: Date | null }>('SELECT last_used_at FROM api_keys WHERE id = $1', [key.id]))[0]!.last_used_at;
    await until(async () => (await used()) !== null, 2_000);
    const first = await used();

    await app.advance(30_000);
    await app.client().get(OPENED, asBearer(secret));
    expect(await used()).toEqual(first);

    await app.advance(31_000);
    await app.client().get(OPENED, asBearer(secret));
    await until(async () => (await used())!.getTime() > first!.getTime(), 2_000);
  });
});
