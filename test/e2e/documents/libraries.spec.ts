import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Messages } from '@castellan/branding';
import { statusOf } from '@castellan/common';
import { loadConfiguration } from '@castellan/config';
import type { Configuration } from '@castellan/config';
import { Transaction } from '@castellan/data';
import { LimitsModule } from '@castellan/limits';
import { DevInbox } from '@castellan/notifications';
import { withinTrace } from '@castellan/tracing';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { eventually } from '../../support/app/eventually.js';
import { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import { Staffing } from '../../support/examples/libraries/accounts.js';
import { BackOffice } from '../../support/examples/libraries/api-keys.js';
import { Doorplate } from '../../support/examples/libraries/branding.js';
import { HostModule } from '../../support/examples/libraries/castellan.js';
import { CardBlocked, CardSafe } from '../../support/examples/libraries/common.js';
import { configurationOf } from '../../support/examples/libraries/config.js';
import { Parcels } from '../../support/examples/libraries/data.js';
import { Reception } from '../../support/examples/libraries/federation.js';
import { KeysController } from '../../support/examples/libraries/keys.js';
import { Pins } from '../../support/examples/libraries/limits.js';
import { Gate } from '../../support/examples/libraries/log.js';
import { Mailing } from '../../support/examples/libraries/notifications.js';
import { DoorCodes } from '../../support/examples/libraries/otp.js';
import { FrontDoor } from '../../support/examples/libraries/passkeys.js';
import { SupportTeam } from '../../support/examples/libraries/permissions.js';
import { Newcomers } from '../../support/examples/libraries/porting.js';
import { Preferences } from '../../support/examples/libraries/profiles.js';
import { apiOf } from '../../support/examples/libraries/rest.js';
import { Cards, Welcome } from '../../support/examples/libraries/signals.js';
import { ping } from '../../support/examples/libraries/outbound.js';
import { Weekly } from '../../support/examples/libraries/sources.js';
import { Billing } from '../../support/examples/libraries/webhooks.js';
import { askStock } from '../../support/examples/libraries/tracing.js';
import { fixture } from '../../support/porting/django-people.js';
import { OPERATOR } from '../../support/people/operators.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';
import { TEMPLATES } from '../../support/stores/templates.js';

const SECRET_KEY = 'a secret key for tests, of 32 bytes and more';
const EXAMPLES = [
  Staffing,
  BackOffice,
  Parcels,
  Pins,
  Gate,
  Mailing,
  DoorCodes,
  FrontDoor,
  Reception,
  SupportTeam,
  Preferences,
  Cards,
  Welcome,
  Weekly,
  Billing,
  Newcomers,
];

describe('the example of each lib', () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-libraries-'));
  const configuration = (name: string): Configuration => {
    const home = join(directory, name);
    if (existsSync(TEMPLATES.migrated)) cpSync(TEMPLATES.migrated, join(home, 'db'), { recursive: true });
    return loadConfiguration({ NODE_ENV: 'test', LOG_LEVEL: 'silent', SECRET_KEY, DATA_DIR: home, ...providers() });
  };
  const providers = (): Readonly<Record<string, string>> => ({
    PROVIDERS: 'acme',
    PROVIDER_ACME_ISSUER: acme.issuer,
    PROVIDER_ACME_CLIENT_ID: acme.clientId,
    PROVIDER_ACME_CLIENT_SECRET: acme.clientSecret,
  });
  let acme: OpenIdProvider;
  let host: TestingModule;
  const the = <T>(type: Type<T>): T => host.get(type, { strict: false });

  beforeAll(async () => {
    acme = await OpenIdProvider.open('Acme');
    const yours = { imports: [LimitsModule], providers: EXAMPLES, controllers: [KeysController] };
    host = await Test.createTestingModule({ imports: [HostModule.forRoot(configuration('host'), yours)] }).compile();
    await host.init();
  });
  afterAll(async () => {
    await host.close();
    await acme.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('accounts: makes users by hand and by a proof', async () => {
    const hired = await the(Staffing).hire('ada@example.org');
    const known = await the(Staffing).welcome('ada@example.org', null);
    const unknown = await the(Staffing).welcome('grace@example.org', 'https://example.org/?utm_source=news');
    expect([known.created, known.user.id, unknown.created]).toEqual([false, hired.id, true]);
    expect(await the(Weekly).top('2000-01-01')).toEqual(['News: 1']);
  });

  it('api-keys: makes one, and reads it', async () => {
    expect(await the(BackOffice).keyFor('back office')).toMatch(/^ck_[0-9a-f]{32}_\w{54}_\w{6}$/);
  });

  it('webhooks: makes an endpoint, and reads its secret', async () => {
    expect(await the(Billing).subscribe('https://93.184.215.14/hooks')).toMatch(/^whsec_[\w+/]{43}=$/);
  });

  it('outbound: goes to no private network', async () => {
    await expect(ping('https://10.0.0.1/')).rejects.toThrow('the address is in a private network');
  });

  it('porting: brings users along, once', async () => {
    for (const made of [2, 0]) expect(await the(Newcomers).bring(fixture('s0.json'))).toBe(made);
  });

  it('branding: speaks the language of whoever reads', () => {
    expect(new Doorplate(new Messages()).read('de-AT, en;q=0.5', 'Acme & Söhne')).toBe('de: Verwaltung von Acme & Söhne');
  });

  it('common: names a failure and keeps a secret for its place', () => {
    const safe = new CardSafe(SECRET_KEY);
    const sealed = safe.seal('one', '4111 1111');

    expect(statusOf(new CardBlocked().kind)).toBe(403);
    expect(safe.open('one', sealed)).toBe('4111 1111');
    expect(() => safe.open('another', sealed)).toThrow('belongs elsewhere');
  });

  it('config: tells every fault', () => {
    expect(configurationOf({ NODE_ENV: 'test', SECRET_KEY })).toMatchObject({ adminPort: 3001 });
    expect(configurationOf({ NODE_ENV: 'test', SECRET_KEY, PORT: 'x', BCRYPT_COST: 'y' })).toMatch(/PORT[^]*BCRYPT_COST/);
  });

  it('data: commits a row and its job together', async () => {
    await the(Transaction).query('CREATE TABLE parcels (id text PRIMARY KEY, sent_at timestamptz)');
    await the(Parcels).pack('a parcel');
    await expect(the(Parcels).pack('a parcel')).rejects.toThrow('duplicate key');

    await told(() => the(Parcels).sent, ['a parcel']);
  });

  it('federation: says who came back, and nobody knows them yet', async () => {
    const { url, slot, secret } = await the(Reception).leave('acme', '/home');
    const { answer } = await acme.visit(url);

    expect(await the(Reception).arrive('acme', answer, new Map([[slot, secret]]))).toMatchObject({
      person: { issuer: acme.issuer, subject: acme.persona?.subject },
      next: '/home',
      userId: null,
    });
  });

  it('keys: publishes the public halves', async () => {
    expect(await the(KeysController).all()).toEqual({ keys: [expect.objectContaining({ alg: 'EdDSA' })] });
  });

  it('limits: bounds uses and failures', async () => {
    const [pins, user] = [the(Pins), randomUUID()];
    for (let use = 0; use < 3; use += 1) await pins.demandAnother(user);
    await expect(pins.demandAnother(user)).rejects.toMatchObject({ code: 'throttled' });

    expect(await pins.look(user, '1234', '1234')).toBe('right');
    for (let guess = 0; guess < 5; guess += 1) expect(await pins.look(user, '0000', '1234')).toBe('wrong');
    expect(await pins.look(user, '1234', '1234')).toBe('spent');
  });

  it('tracing: hands the trace of the work on, and none where there is none', async () => {
    const trace = { traceId: 'a'.repeat(32), parentId: 'b'.repeat(16), flags: '01' };
    const asked = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response()));
    await withinTrace(trace, () => askStock('http://stock.example/'));
    await askStock('http://stock.example/');

    expect(asked.mock.calls.map(([, options]) => options?.headers)).toEqual([
      { traceparent: `00-${trace.traceId}-${trace.parentId}-01` },
      {},
    ]);
    asked.mockRestore();
  });

  it('log: remembers an attempt', async () => {
    const { id } = await the(Staffing).hire('edsger@example.org');
    await the(Gate).refuse(id, OPERATOR);

    expect(await the(Gate).refusalsOf(id)).toEqual([expect.objectContaining({ reason: 'gate_closed' })]);
  });

  it('notifications: sends what is committed', async () => {
    await the(Mailing).sendCode('barbara@example.org', '042042');

    const [mail] = await eventually(
      () => the(DevInbox).list('barbara@example.org'),
      ({ length }) => length === 1,
    );
    expect(mail?.code).toBe('042042');
  });

  it('otp: makes a code that is right once', async () => {
    const code = await the(DoorCodes).make('ada@example.org');

    expect([await the(DoorCodes).isRight('ada@example.org', code), await the(DoorCodes).isRight('ada@example.org', code)]).toEqual([
      true,
      false,
    ]);
  });

  it('passkeys: knows its owner by the passkey they made', async () => {
    const { id } = await the(Staffing).hire('hedy@example.org');
    const device = new SoftwareAuthenticator({ origin: 'http://localhost:3000' });
    await the(FrontDoor).finishKey(id, 'a session', device.create(await the(FrontDoor).beginKey(id, 'a session', 'hedy@example.org')));
    const { options, state } = await the(FrontDoor).ask();

    expect(await the(FrontDoor).enter(state, device.get(options))).toMatchObject({ userId: id, isUserVerified: true });
  });

  it('permissions: gives a group its rights', async () => {
    expect(await the(SupportTeam).found(OPERATOR)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('profiles: merges settings', async () => {
    const { id } = await the(Staffing).hire('alan@example.org');
    await the(Preferences).theme(id, 'dark');
    expect(await the(Preferences).theme(id, null)).toEqual({});
  });

  it('signals: tells whoever listens', async () => {
    await the(Cards).open('a user');
    await told(() => the(Welcome).greeted, ['a user']);
  });

  it('rest: is the whole API', async () => {
    const app = await apiOf(configuration('api'));
    await app.init();
    const { statusCode } = await app.inject({ url: '/api/auth/me/' });
    expect(statusCode).toBe(401);
    await app.close();
  });
});

/** What a job does comes a moment later. */
async function told(look: () => readonly string[], expected: readonly string[]): Promise<void> {
  expect(
    await eventually(
      () => Promise.resolve([...look()]),
      ({ length }) => length > 0,
    ),
  ).toEqual(expected);
}
