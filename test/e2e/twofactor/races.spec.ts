import { SecondFactorSignIn } from '@castellan/accounts';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import {
  aProtectedUser,
  Authenticator,
  pendingSignIn,
  pendingSignIns,
  sessionsOf,
  signInWithBoth,
  tally,
  times,
  verifyLogin,
  WRONG_CODE,
} from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

describe(`${SecondFactorSignIn.name} (code race)`, () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start({ THROTTLE_VERIFY_2FA: 'off' });
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });

  const node = (index: number): TestApp => nodes[index % nodes.length]!;
  const finishAll = (tokens: readonly string[], code: string): Promise<Answer[]> =>
    times(20, (index) => verifyLogin(node(index), tokens[index % tokens.length]!, code));
  const wins = (answers: readonly Answer[]): number => tally(answers).ok ?? 0;
  const failed = (answers: readonly Answer[]): readonly string[] => Object.keys(tally(answers)).filter((name) => name !== 'ok');

  it('lets one of twenty requests on twenty pending sign-ins use a TOTP code', async () => {
    const ada = await aProtectedUser(app);
    const tokens = await pendingSignIns(app, ada, 20);
    const before = await sessionsOf(app, ada);
    const answers = await finishAll(tokens, await ada.phone.nextCode());
    expect(wins(answers)).toBe(1);
    expect(['invalid_code', 'throttled']).toEqual(expect.arrayContaining([...failed(answers)]));
    expect(await sessionsOf(app, ada)).toBe(before + 1);
  });

  it('lets exactly one of twenty parallel right codes finish a pending sign-in, and the others spend nothing', async () => {
    const ada = await aProtectedUser(app);
    const before = await sessionsOf(app, ada);
    for (let round = 0; round < 3; round += 1) {
      const token = await pendingSignIn(app, ada);
      const answers = await finishAll([token], await ada.phone.nextCode());
      expect(tally(answers)).toEqual({ ok: 1, challenge_expired: 19 });
    }
    expect(await sessionsOf(app, ada)).toBe(before + 3); // 57 losers: each a failure, the budget of ten would be spent
  });

  it('lets one of ten backup codes finish a pending sign-in, and leaves the nine others whole', async () => {
    const ada = await aProtectedUser(app);
    const token = await pendingSignIn(app, ada);
    const answers = await times(10, (index) => verifyLogin(node(index), token, ada.backupCodes[index]!));
    expect(tally(answers)).toEqual({ ok: 1, challenge_expired: 9 });
    const { body } = await app.client().get('/api/auth/2fa/backup-codes/', ada.session.bearer);
    expect(body).toMatchObject({ total: 10, remaining: 9 });
  });

  it('takes a right code among a flood of wrong ones on the same pending sign-in, or none: never more than five tries', async () => {
    const ada = await aProtectedUser(app);
    const token = await pendingSignIn(app, ada);
    const answers = await times(30, (index) => verifyLogin(node(index), token, WRONG_CODE));
    expect(tally(answers)).toEqual({ invalid_code: 5, challenge_expired: 25 });
  });

  it('lets one of twenty requests use a backup code, and counts it once', async () => {
    const ada = await aProtectedUser(app);
    const tokens = await pendingSignIns(app, ada, 20);
    const answers = await finishAll(tokens, ada.backupCodes[0]!);
    expect(wins(answers)).toBe(1);
    const { body } = await app.client().get('/api/auth/2fa/backup-codes/', ada.session.bearer);
    expect(body).toMatchObject({ total: 10, remaining: 9 });
  });

  it('lets one of ten requests reauthenticate with a code while ten sign in with it', async () => {
    const ada = await aProtectedUser(app);
    const tokens = await pendingSignIns(app, ada, 5);
    const code = await ada.phone.nextCode();
    const answers = await times(10, (index) =>
      index % 2
        ? node(index).client().post('/api/auth/reauthenticate/', { code }, ada.session.bearer)
        : verifyLogin(node(index), tokens[index / 2]!, code),
    );
    expect(wins(answers)).toBe(1);
  });

  it('turns on one of two authenticators that two sessions set up at once, and its codes work', async () => {
    const person = await aUser(app);
    const sessions = [await signInBearer(app, person), await signInBearer(app, person)];
    const setups = await times(2, (index) => node(index).client().post('/api/auth/2fa/setup/', {}, sessions[index]!.bearer));
    const phones = setups.map(({ body }) => new Authenticator(app, body.secret));
    const answers = await times(8, (index) =>
      node(index)
        .client()
        .post('/api/auth/2fa/enable/', { code: phones[index % 2]!.code() }, sessions[index % 2]!.bearer),
    );
    expect(wins(answers)).toBe(1);
    expect(['validation_failed', 'already_enabled', 'token_expired']).toEqual(expect.arrayContaining([...failed(answers)]));
    const winner = answers.findIndex(({ status }) => status === 200);
    const { backup_codes } = answers[winner]!.body;
    const codes = await app.sql('SELECT 1 FROM backup_codes c JOIN users u ON u.id = c.user_id WHERE u.email = $1', [person.email]);
    expect(codes).toHaveLength(10);
    expect((await verifyLogin(app, await pendingSignIn(app, person), backup_codes[9])).status).toBe(200);
    await signInWithBoth(app, { ...person, phone: phones[winner % 2]!, backupCodes: backup_codes, session: sessions[0]! });
  });

  it('leaves one set of backup codes when two are made at once', async () => {
    const ada = await aProtectedUser(app);
    const answers = await times(4, (index) =>
      node(index).client().post('/api/auth/2fa/backup-codes/', { password: ada.password }, ada.session.bearer),
    );
    expect(wins(answers)).toBe(4);
    const { body } = await app.client().get('/api/auth/2fa/backup-codes/', ada.session.bearer);
    expect(body).toMatchObject({ total: 10, remaining: 10 });
    let works = 0;
    for (const { body: made } of answers) {
      works += (await verifyLogin(app, await pendingSignIn(app, ada), made.backup_codes[0])).status === 200 ? 1 : 0;
    }
    expect(works).toBe(1);
  });

  it('either turns off or signs in, never half, when both come at once', async () => {
    const ada = await aProtectedUser(app);
    const tokens = await pendingSignIns(app, ada, 4);
    const code = await ada.phone.nextCode();
    const [disabled, ...finished] = await times(5, (index) =>
      index === 0
        ? app.client().post('/api/auth/2fa/disable/', { password: ada.password, code: ada.backupCodes[0] }, ada.session.bearer)
        : verifyLogin(node(index), tokens[index - 1]!, index === 1 ? code : ada.backupCodes[index]!),
    );
    expect(disabled!.status).toBe(200);
    expect(['invalid_code', 'challenge_expired']).toEqual(expect.arrayContaining([...failed(finished)]));
    expect((await signInBearer(app, ada)).access).toBeDefined();
    const left = await app.sql('SELECT 1 FROM backup_codes c JOIN users u ON u.id = c.user_id WHERE u.email = $1', [ada.email]);
    expect(left).toEqual([]);
  });
});
