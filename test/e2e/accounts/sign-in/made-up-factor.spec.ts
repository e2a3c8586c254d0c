import { FactorProof, InvalidCode, SecondFactorSignIn, SignIn, UserDirectory } from '@castellan/accounts';
import type { FirstFactor } from '@castellan/accounts';
import { RIDDLE } from '../../../support/examples/riddle/riddle.factor.js';
import { RiddleModule } from '../../../support/examples/riddle/riddle.module.js';
import { OPERATOR } from '../../../support/people/operators.js';
import { aUser, signInBearer } from '../../../support/people/people.js';
import { aProtectedUser, idOf, verifyLogin } from '../../../support/people/second-factor.js';
import type { Person } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

/** A factor that a host brings in a folder of its own, with no line changed elsewhere. */
describe(FactorProof.name, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({}, [RiddleModule]);
  });
  afterAll(() => app.close());

  const answer = (body: object, headers: Readonly<Record<string, string>>) => app.client().post('/api/riddle/', body, headers);
  const me = (access: string) => app.client().get('/api/auth/me/', { authorization: `Bearer ${access}` });
  const history = (person: Person) =>
    app.sql<{ event: string; status: string; reason: string | null }>(
      `SELECT event, status, reason FROM auth_events WHERE user_id = (SELECT id FROM users WHERE email = $1) AND event = 'reauthenticated'`,
      [person.email],
    );

  it('proves anew who a user is: new tokens, the older ones are dead', async () => {
    const ada = await aUser(app);
    const before = await signInBearer(app, ada);
    const { status, body } = await answer({ riddle: 'a piano' }, before.bearer);
    expect(status).toBe(200);
    expect((await me(before.access)).status).toBe(401);
    expect((await me(body.access)).body).toMatchObject({ email: ada.email, aal: 1 });
    expect(await history(ada)).toEqual([{ event: 'reauthenticated', status: 'success', reason: null }]);
  });

  it('is refused by an error of its own, under a name of its own in the history', async () => {
    const ada = await aUser(app);
    const before = await signInBearer(app, ada);
    expect((await answer({ riddle: 'a key' }, before.bearer)).body).toMatchObject({ status: 401, code: 'invalid_code' });
    expect((await me(before.access)).status).toBe(200);
    expect(await history(ada)).toEqual([{ event: 'reauthenticated', status: 'failure', reason: 'wrong_riddle' }]);
  });

  it('stands behind the password, which is asked for where nothing is given', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    expect((await answer({}, bearer)).body.errors).toEqual({ password: ['This field is required.'] });
    expect((await answer({ riddle: 'a piano', password: 'wrong' }, bearer)).body.errors).toHaveProperty('password');
  });

  it('takes the place of no second factor that is on', async () => {
    const { session, phone } = await aProtectedUser(app);
    expect((await answer({ riddle: 'a piano' }, session.bearer)).body.errors).toEqual({ code: ['This field is required.'] });
    const { body } = await answer({ riddle: 'a piano', code: await phone.nextCode() }, session.bearer);
    expect((await me(body.access)).body.aal).toBe(2);
  });

  it('is a second factor of its own, which proves anew and raises the session', async () => {
    const { session } = await aProtectedUser(app);
    expect((await answer({ second_riddle: 'a horse' }, session.bearer)).body).toMatchObject({ status: 401, code: 'invalid_code' });
    const { body } = await answer({ second_riddle: 'an echo' }, session.bearer);
    expect((await me(body.access)).body.aal).toBe(2);
  });

  describe('as a first factor, at the one door', () => {
    const enter = async (person: Person, first: FirstFactor) => {
      const user = await app.get(UserDirectory).find(await idOf(app, person));
      return app.get(SignIn).complete(user!, { first, second: null }, { ...OPERATOR, transport: 'bearer', deviceToken: null });
    };
    const sessionOf = async (person: Person): Promise<unknown> => {
      const [session] = await app.sql<{ amr: unknown; aal: number }>(
        'SELECT amr, aal FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 1',
        [person.email],
      );
      return session;
    };

    it('opens it, and the session says by what', async () => {
      const ada = await aUser(app);
      expect(await enter(ada, RIDDLE)).toMatchObject({ status: 'signed_in', second: null, user: { twoFactorEnabled: false } });
      expect(await sessionOf(ada)).toEqual({ aal: 1, amr: ['kba'] });
    });

    it('waits for the second factor, and is remembered meanwhile', async () => {
      const ada = await aProtectedUser(app);
      await app.advance(60_000);
      const waiting = await enter(ada, RIDDLE);
      if (waiting.status !== 'second_factor_required') throw new Error(waiting.status);
      const { status } = await verifyLogin(app, waiting.sessionToken, ada.phone.code());
      expect(status).toBe(200);
      expect(await sessionOf(ada)).toEqual({ aal: 2, amr: ['kba', 'otp', 'mfa'] });
    });

    it('is told among the second factors, and finishes a sign-in as one, within the one budget', async () => {
      const ada = await aProtectedUser(app);
      await app.advance(60_000);
      const waiting = await enter(ada, RIDDLE);
      if (waiting.status !== 'second_factor_required') throw new Error(waiting.status);
      expect(waiting.methods).toEqual(['totp', 'backup_code', 'second_riddle']);
      const finish = (second_riddle: string) => {
        const device = { cookie: null, bearer: null };
        const step = { sessionToken: waiting.sessionToken, answers: { second_riddle }, trustDevice: false, device };
        return app.get(SecondFactorSignIn).finish(step, OPERATOR);
      };
      await expect(finish('a horse')).rejects.toThrow(InvalidCode);
      expect(await finish('an echo')).toMatchObject({ status: 'signed_in', second: 'second_riddle' });
      expect(await sessionOf(ada)).toEqual({ aal: 2, amr: ['kba', 'mfa'] });
    });

    it('lets no guesses at one second factor leave room for guesses at another', async () => {
      const ada = await aProtectedUser(app);
      for (let wrong = 0; wrong < 10; wrong += 1) await answer({ second_riddle: 'a horse' }, ada.session.bearer);
      expect((await answer({ code: ada.phone.code() }, ada.session.bearer)).status).toBe(429);
    });

    it('needs no second one when it is two in one', async () => {
      const key: FirstFactor = { ...RIDDLE, kind: 'key', amr: ['hwk', 'user'], aal: 2 };
      const ada = await aProtectedUser(app);
      await app.advance(60_000);
      expect(await enter(ada, key)).toMatchObject({ status: 'signed_in', user: { twoFactorEnabled: true } });
      expect(await sessionOf(ada)).toEqual({ aal: 2, amr: ['hwk', 'user'] });
    });
  });
});
