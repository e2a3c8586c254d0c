import { sha256 } from '@castellan/common';
import { EphemeralStore, Transaction } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Redis } from 'ioredis';
import { HttpClient } from '../../support/http/client.js';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';
import {
  aProtectedUser,
  Authenticator,
  pendingInBrowser,
  pendingSignIn,
  verifyLogin,
  WRONG_CODE,
} from '../../support/people/second-factor.js';
import { ServiceHome } from '../../support/service/home.js';
import { signIn, signUp } from '../../support/service/people.js';
import { TestApp } from '../../support/app/test-app.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';

/** As it is, in another case or without its dashes, and as `bytea` and base64 show it. */
function forms(secret: string): readonly string[] {
  const bare = secret.replaceAll('-', '');
  const bytes = [secret, bare].flatMap((text) => [Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64url')]);
  return [secret, bare, ...bytes].map((form) => form.toLowerCase());
}

function occurring(secrets: Readonly<Record<string, string>>, text: string): readonly string[] {
  const haystack = text.toLowerCase();
  return Object.entries(secrets)
    .filter(([, secret]) => forms(secret).some((form) => haystack.includes(form)))
    .map(([name]) => name);
}

/** Every row of every table, and every value of the store. */
async function everythingKept(app: TestApp): Promise<string> {
  const tables = await app.sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    rows.push(...(await app.get(Transaction).query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).map(({ row }) => row));
  }
  expect(rows.length).toBeGreaterThan(20);
  return [...rows, await storeOf(app)].join('\n');
}

async function storeOf(app: TestApp): Promise<string> {
  if (!app.configuration.redisUrl) {
    const { inner } = app.app.get<{ inner: { kinds: Map<string, Map<string, { value: string }>> } }>(EphemeralStore, { strict: false });
    const entries = [...inner.kinds.values()].flatMap((kind) => [...kind]);
    return entries.map(([key, { value }]) => `${key} ${value}`).join('\n');
  }
  const redis = new Redis(app.configuration.redisUrl);
  const lines: string[] = [];
  for (const key of await redis.keys('*')) {
    const held = (await redis.type(key)) === 'zset' ? await redis.zrange(key, 0, -1) : [await redis.get(key)];
    lines.push(`${key} ${held.join(' ')}`);
  }
  await redis.quit();
  return lines.join('\n');
}

describe(`${TwoFactor.name} (stolen database, store, logs)`, () => {
  it('keeps no TOTP secret, backup code, code, pending or device token that can be read', async () => {
    const app = await TestApp.start({ THROTTLE_VERIFY_2FA: 'off' });
    const ada = await aProtectedUser(app);
    const waiting = await pendingSignIn(app, ada);
    const finished = await pendingSignIn(app, ada);
    const { browser, session_token: inBrowser } = await pendingInBrowser(app, ada);
    const { body } = await verifyLogin(app, finished, ada.backupCodes[0]!, { trust_device: true });
    const again = await pendingSignIn(app, ada, { device_token: ada.session.deviceToken });
    await browser.post('/api/auth/2fa/verify-login/', { session_token: inBrowser, code: WRONG_CODE });
    const unfinished = await signInBearer(app, await aUser(app));
    const pendingSecret = (await app.client().post('/api/auth/2fa/setup/', {}, unfinished.bearer)).body.secret as string;
    const secrets = {
      ...Object.fromEntries(ada.backupCodes.map((code, index) => [`backup code ${String(index)}`, code])),
      'TOTP secret': ada.phone.secret,
      'pending TOTP secret': pendingSecret,
      'token of a pending sign-in': waiting,
      'token of a finished sign-in': finished,
      'token of one in a browser': inBrowser,
      'token of one with a device': again,
      'trusted device': body.device_token as string,
      'device of the pending one': ada.session.deviceToken,
    };
    const kept = await everythingKept(app);
    await app.close();

    expect(kept).toContain('pending-sign-in:');
    expect(occurring(secrets, kept)).toEqual([]);
  });

  it('tells a reader of the store no address, network, number or user, by no unkeyed hash either', async () => {
    const app = await TestApp.start({ THROTTLE_VERIFY_2FA: 'off', THROTTLE_LOGIN: '9/min', SMS_PROVIDER: 'inbox' });
    const ada = await aProtectedUser(app);
    const [unknown, phone, ip] = [someone().email, '+4915112345678', '203.0.113.77'];
    const post = (path: string, body: object, headers = {}) =>
      app.client({ 'x-forwarded-for': ip }).post(`/api/auth/${path}/`, body, headers);
    for (const email of [ada.email, unknown]) {
      await post('login', { email, password: 'a wrong guess' });
      await post('password-reset', { email });
      await post('otp/request', { identifier: email, source_url: 'https://example.com/?utm_source=spring' });
    }
    await post('otp/request', { identifier: phone });
    await verifyLogin(app, await pendingSignIn(app, ada), WRONG_CODE);
    await post('reauthenticate', { code: WRONG_CODE }, ada.session.bearer);
    await app.mailTo(ada.email, 3);
    const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [ada.email]);
    const kept = await storeOf(app);
    await app.close();

    expect(kept.split('\n').length).toBeGreaterThan(8);
    const said = { email: ada.email, unknown, phone, ip, user: user!.id, source: 'utm_source' };
    const hashes = Object.entries(said).flatMap(([name, text]) =>
      (['hex', 'base64url'] as const).map((encoding) => [`${name} hashed`, sha256(text).toString(encoding)]),
    );
    expect(occurring({ ...said, ...Object.fromEntries(hashes) }, kept)).toEqual([]);
  });

  it('shows a secret once, to whom it belongs: no later answer holds one', async () => {
    const app = await TestApp.start({ THROTTLE_VERIFY_2FA: 'off' });
    const ada = await aProtectedUser(app);
    const { bearer } = ada.session;
    const post = (path: string, body: object) => app.client().post(`/api/auth/${path}/`, body, bearer);
    const paths = ['me', 'me/export', 'sessions', 'devices', '2fa/backup-codes'];
    const answers: Answer[] = [];
    for (const path of paths) answers.push(await app.client().get(`/api/auth/${path}/`, bearer));
    for (const path of ['2fa/setup', 'qr']) answers.push(await post(path, {}));
    answers.push(await post('2fa/enable', { code: ada.phone.code() }));
    const renewed = await post('reauthenticate', { code: ada.backupCodes[0] });
    const raised = { authorization: `Bearer ${renewed.body.tokens.access}` };
    answers.push(renewed);
    answers.push(await verifyLogin(app, await pendingSignIn(app, ada), ada.backupCodes[1]!));
    answers.push(await app.client().post('/api/auth/2fa/disable/', { password: 'wrong', code: ada.backupCodes[2] }, raised));
    const mails = await app.sql<{ row: string }>('SELECT m::text AS row FROM dev_inbox m');
    await app.close();
    const secrets = { ...Object.fromEntries(ada.backupCodes.entries()), secret: ada.phone.secret };
    expect(answers.flatMap(({ text }) => occurring(secrets, text))).toEqual([]);
    expect(mails.flatMap(({ row }) => occurring(secrets, row))).toEqual([]);
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(5).fill(200), 409, 409, 409, 200, 200, 400]);
  });

  it('logs none, also of what goes wrong, at the finest level', async () => {
    const database = await throwawayDatabase();
    const home = await ServiceHome.create({ LOG_LEVEL: 'trace', ...(database && { DATABASE_URL: database.url }), REDIS_URL: undefined });
    const service = await home.start();
    const client: HttpClient = home.client();
    const person = await signUp(client, someone());
    const { headers, access } = await signIn(client, person);
    const post = (path: string, body: object, more = {}) => client.post(`/api/auth/${path}/`, body, more);
    const { secret, qr_code } = (await post('2fa/setup', {}, headers)).body;
    const phone = new Authenticator({ clock: { millis: () => Date.now() } } as TestApp, secret);
    const enabled = await post('2fa/enable', { code: phone.code() }, headers);
    const [first, second, third] = enabled.body.backup_codes as [string, string, string];
    const pending = async (): Promise<string> => (await post('login', { ...person, transport: 'bearer' })).body.session_token;
    const tokens = [await pending(), await pending()] as const;
    const done = await post('2fa/verify-login', { session_token: tokens[0], code: first, trust_device: true });
    await post('2fa/verify-login', { session_token: tokens[0], code: second });
    await post('2fa/verify-login', { session_token: tokens[1], code: [second] });
    await post('2fa/verify-login', { session_token: [tokens[1]], code: first });
    await client.send('POST', '/api/auth/2fa/verify-login/', `{"session_token":"${tokens[1]}","code":"${third}"`, {
      'content-type': 'application/json',
    });
    await client.get(`/api/auth/2fa/verify-login/?session_token=${tokens[1]}&code=${third}`);
    await client.get(`/api/auth/2fa/setup/?secret=${String(secret)}`);
    await post('reauthenticate', { code: first }, headers);
    await service.end('SIGTERM');
    await home.remove();
    await database?.drop();

    expect(done.status).toBe(200);
    expect(service.output).toMatch(/"route":"\/api\/auth\/2fa\/verify-login"/);
    const secrets = {
      secret,
      qr_code,
      access,
      first,
      second,
      third,
      token: tokens[0],
      'other token': tokens[1],
      device: done.body.device_token,
    };
    expect(occurring(secrets, service.output)).toEqual([]);
  }, 120_000);
});
