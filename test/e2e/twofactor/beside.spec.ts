import { PanelEnrolment, PanelEnrolmentLink, TwoFactorReset } from '@castellan/accounts';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { DevInbox } from '@castellan/notifications';
import { linkFieldsOf } from '../../support/panel/browser.js';
import { eventually } from '../../support/app/eventually.js';
import { TestApp } from '../../support/app/test-app.js';
import { HOST } from '../../support/people/operators.js';
import { aKey, aPasskeyUser, addPasskey, aProof, aSecondStep, bearing, turnOnByPasskey } from '../../support/people/passkeys.js';
import type { PasskeyPerson } from '../../support/people/passkeys.js';
import { signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { Authenticator, idOf, pendingSignIn, verifyLogin, WRONG_CODE } from '../../support/people/second-factor.js';

const OPEN = { THROTTLE_VERIFY_2FA: 'off', THROTTLE_PASSKEY_OPTIONS: 'off', BACKUP_CODES_COUNT: '3', TWO_FACTOR_POLICY: 'optional' };
/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

describe('second factors beside each other', () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start(OPEN);
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });

  const post = (path: string, body: object, { bearer }: Pick<BearerSession, 'bearer'>, node = 0) =>
    nodes[node % nodes.length]!.client().post(`/api/auth/${path}/`, body, bearer);
  const view = async ({ bearer }: BearerSession) => (await app.client().get('/api/auth/2fa/', bearer)).body;
  const setUp = async (session: BearerSession): Promise<Authenticator> =>
    new Authenticator(app, (await post('2fa/setup', {}, session)).body.secret);
  const protectedByPasskey = async (): Promise<PasskeyPerson> => turnOnByPasskey(app, await aPasskeyUser(app));
  const eventsOf = async (person: PasskeyPerson) =>
    (
      await app.sql<{ event: string; status: string; reason: string | null }>(
        'SELECT event, status, reason FROM auth_events WHERE user_id = $1 ORDER BY created_at, id',
        [await idOf(app, person)],
      )
    ).map(({ event, status, reason }) => `${event} ${status} ${reason}`);

  it('are told to their owner, a passkey also while two-step sign-in is off', async () => {
    const ada = await aPasskeyUser(app);
    expect(await view(ada.session)).toEqual({ enabled: false, enabled_at: null, methods: ['passkey'], backup_codes_remaining: 3 });

    const { session } = await turnOnByPasskey(app, ada);

    expect(await view(session)).toEqual({
      enabled: true,
      enabled_at: app.clock.now().toISOString(),
      methods: ['backup_code', 'passkey'],
      backup_codes_remaining: 6,
    });
  });

  it('take an authenticator beside a passkey: no new codes, an event of its own, and a mail', async () => {
    const ada = await protectedByPasskey();
    const phone = await setUp(ada.session);

    const { status, body } = await post('2fa/enable', { code: phone.code() }, ada.session);

    expect([status, body.backup_codes]).toEqual([200, []]);
    const session = { ...ada.session, bearer: { authorization: `Bearer ${body.tokens.access}` } };
    expect((await view(session)).methods).toEqual(['totp', 'backup_code', 'passkey']);
    expect((await verifyLogin(app, await pendingSignIn(app, ada), ada.backupCodes[0]!)).status).toBe(200);
    expect((await verifyLogin(app, await pendingSignIn(app, ada), await phone.nextCode())).status).toBe(200);
    expect(await eventsOf(ada)).toContain('authenticator_added success null');
    expect((await post('2fa/setup', {}, session)).body.code).toBe('already_enabled');
    const subjects = async () => (await app.get(DevInbox).list(ada.email)).map(({ subject }) => subject);
    await eventually(subjects, (told) => told.some((subject) => subject?.startsWith('An authenticator app was added')));
  });

  it('leave passkeys where two-step sign-in is turned off, by any of them, and no code that works', async () => {
    const ada = await protectedByPasskey();
    const phone = await setUp(ada.session);
    const { tokens } = (await post('2fa/enable', { code: phone.code() }, ada.session)).body;
    const session = { ...ada.session, bearer: { authorization: `Bearer ${tokens.access}` } };

    const proof = await aProof(bearing(app, session), ada.key);
    expect((await post('2fa/disable', { password: ada.password, ...proof }, session)).status).toBe(200);

    expect(await view(session)).toEqual({ enabled: false, enabled_at: null, methods: ['passkey'], backup_codes_remaining: 0 });
    const id = await idOf(app, ada);
    for (const code of [...ada.backupCodes, await phone.nextCode()]) expect(await app.get(TwoFactor).verify(id, code)).toBeNull();
  });

  it('keep strangers who lock the codes from locking out an owner with a passkey', async () => {
    const ada = await protectedByPasskey();
    for (let wrong = 0; wrong < 10; wrong += 5) {
      const token = await pendingSignIn(app, ada);
      for (let turn = 0; turn < 5; turn += 1) await verifyLogin(app, token, WRONG_CODE);
    }
    const session_token = await pendingSignIn(app, ada);
    expect((await verifyLogin(app, session_token, ada.backupCodes[0]!)).status).toBe(429);

    const finished = await app.client().post('/api/auth/2fa/verify-login/', await aSecondStep(app.client(), session_token, ada.key));

    expect(finished.status).toBe(200);
  });

  it('ask for no mailed link before a passkey, however often strangers guessed', async () => {
    const ada = await protectedByPasskey();
    for (let round = 0; round < 2; round += 1) {
      for (let wrong = 0; wrong < 10; wrong += 5) {
        const token = await pendingSignIn(app, ada);
        for (let turn = 0; turn < 5; turn += 1) await verifyLogin(app, token, WRONG_CODE);
      }
      await app.advance(16 * 60_000);
    }
    const session_token = await pendingSignIn(app, ada);
    expect((await verifyLogin(app, session_token, ada.backupCodes[0]!)).body.code).toBe('confirmation_required');
    const step = await aSecondStep(app.client(), session_token, ada.key);
    expect((await app.client().post('/api/auth/2fa/verify-login/', step)).status).toBe(200);
  });

  it('spend no place of the codes by wrong passkeys', async () => {
    const ada = await protectedByPasskey();
    for (let wrong = 0; wrong < 15; wrong += 5) {
      const session_token = await pendingSignIn(app, ada);
      for (let turn = 0; turn < 5; turn += 1)
        await app.client().post('/api/auth/2fa/verify-login/', { session_token, credential: { id: 'AAAA' } });
    }
    expect((await verifyLogin(app, await pendingSignIn(app, ada), ada.backupCodes[0]!)).status).toBe(200);
    const failures = (await eventsOf(ada)).filter((event) => event.startsWith('twofactor failure'));
    expect(new Set(failures)).toEqual(new Set(['twofactor failure wrong_passkey']));
  });

  describe('a session kept ready by whoever knows the password', () => {
    /** Opened by the password before the owner turned two-step sign-in on, and recent. */
    const lyingInWait = async () => {
      const ada = await aPasskeyUser(app);
      const thief = await signInBearer(app, ada);
      return { ada, thief, turnOn: () => turnOnByPasskey(app, ada) };
    };

    it('adds no authenticator once two-step sign-in is on', async () => {
      const { ada, thief, turnOn } = await lyingInWait();
      await turnOn();

      const refused = await post('2fa/setup', {}, thief);

      expect(refused.body).toMatchObject({ status: 403, code: 'two_factor_required' });
      expect(await app.get(TwoFactor).hasTotp(await idOf(app, ada))).toBe(false);
    });

    it('adds none that it has set up before', async () => {
      const { ada, thief, turnOn } = await lyingInWait();
      const phone = await setUp(thief);
      await turnOn();

      const refused = await post('2fa/enable', { code: phone.code() }, thief);

      expect(refused.status).not.toBe(200);
      expect(await app.get(TwoFactor).hasTotp(await idOf(app, ada))).toBe(false);
    });

    it('adds no passkey, and takes none away', async () => {
      const { ada, thief, turnOn } = await lyingInWait();
      const { options } = (await post('passkeys/options', {}, thief)).body;
      await turnOn();

      const answers = [
        await post('passkeys/options', {}, thief),
        await post('passkeys', { credential: aKey(app).create(options) }, thief),
        await app.client().delete(`/api/auth/passkeys/${ada.passkeyId}/`, thief.bearer),
      ];

      expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('two_factor_required'));
      expect(await app.get(Passkeys).count(await idOf(app, ada))).toBe(1);
    });

    it('adds none at the same moment either (race)', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { ada, thief, turnOn } = await lyingInWait();
        const phone = await setUp(thief);

        const [turned, bound] = await Promise.allSettled([turnOn(), post('2fa/enable', { code: phone.code() }, thief, 1)]);

        const id = await idOf(app, ada);
        const isThiefs = bound.status === 'fulfilled' && bound.value.status === 200;
        expect(await app.get(TwoFactor).hasTotp(id)).toBe(isThiefs);
        // one came first: both never
        expect([turned.status === 'fulfilled', isThiefs].filter(Boolean)).toHaveLength(1);
      }
    });
  });

  it('are not added to staff by mail and password, where one is on (mailbox and password stolen)', async () => {
    const ada = await protectedByPasskey();
    const id = await idOf(app, ada);
    const link = linkFieldsOf(await app.get(PanelEnrolmentLink).issue({ id }));
    await app.sql('UPDATE users SET is_staff = true WHERE id = $1', [id]);

    const context = { ip: '192.0.2.1', userAgent: null, traceId: '', deviceToken: null };
    await expect(app.get(PanelEnrolment).setUp(link, ada.password, context)).rejects.toMatchObject({ code: 'already_enabled' });
  });

  it('are all taken away by an operator who turns two-step sign-in off', async () => {
    const ada = await protectedByPasskey();
    await addPasskey(bearing(app, ada.session), aKey(app));
    const id = await idOf(app, ada);

    await app.get(TwoFactorReset).reset(HOST, id, 'Lost all her devices; called back.');

    expect(await app.get(Passkeys).count(id)).toBe(0);
    expect(await app.get(TwoFactor).stateOf(id)).toMatchObject({ enabled: false, backupCodesTotal: 0 });
    const [audited] = await app.sql('SELECT changes FROM audit_log WHERE target_id = $1', [id]);
    expect(audited).toEqual({ changes: { two_factor: [true, false], passkeys: [2, 0] } });
  });
});
