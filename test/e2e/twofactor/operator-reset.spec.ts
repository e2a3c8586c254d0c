import { TwoFactorReset } from '@castellan/accounts';
import { castellan, Installation } from '../../support/service/installation.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';
import { aProtectedUser, linkTo, pendingSignIn, verifyLogin } from '../../support/people/second-factor.js';

describe(`${TwoFactorReset.name}, by the command line`, () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  const reset = (name: string, reason: string) => installation.castellan(['reset-2fa', name, '--reason', reason]);

  it('needs a reason', async () => {
    const without = await castellan(['reset-2fa', 'ada@example.com']);
    expect([without.code, without.stdout, without.stderr]).toEqual([2, '', expect.stringContaining('--reason') as string]);
  });

  it('turns it off, ends every session and pending sign-in, and tells the owner; the password still counts', async () => {
    const before = await installation.service();
    const ada = await aProtectedUser(before);
    const session_token = installation.isEmbedded ? null : await pendingSignIn(before, ada); // a stopped service forgets it anyway

    const done = await reset(ada.email.toUpperCase(), '  Lost her phone; called back.  ');
    const text = `Two-factor authentication of ${ada.email} is off. All their sessions have ended.\n`;
    expect(done).toEqual({ code: 0, stdout: text, stderr: '' });

    const app = await installation.service();
    const me = await app.client().get('/api/auth/me/', ada.session.bearer);
    expect(me.body).toMatchObject({ status: 401, code: 'session_ended', reason: 'admin_revoked' });
    if (session_token) expect((await verifyLogin(app, session_token, await ada.phone.nextCode())).body.code).toBe('challenge_expired');
    expect((await app.client().post('/api/auth/login/', { email: ada.email, password: 'a wrong guess' })).status).toBe(401);
    const { bearer } = await signInBearer(app, ada);
    expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ aal: 1, two_factor_enabled: false });
    expect((await app.mailTo(ada.email, 3)).subject).toMatch(/second factor was taken away/);
    const events = await app.sql("SELECT status, identifier, ip FROM auth_events WHERE event = 'twofactor_reset'");
    expect(events).toEqual([{ status: 'success', identifier: ada.email, ip: 'local' }]);
    const audited = await app.sql("SELECT reason FROM audit_log WHERE action = 'user.two_factor_reset'"); // for operators, not in the user's history
    expect(audited).toEqual([{ reason: 'Lost her phone; called back.' }]);
    const left = await app.sql('SELECT 1 FROM two_factor t JOIN users u ON u.id = t.user_id WHERE u.email = $1', [ada.email]);
    expect(left).toEqual([]);
    await app.client().post('/api/auth/password-reset/', { email: ada.email });
    expect(await linkTo(app, ada.email, 'password-reset-confirm')).toBeDefined();
  }, 120_000);

  it('refuses an empty reason, one who has none, and nobody, and changes nothing', async () => {
    const service = await installation.service();
    const [ada, bob] = [await aProtectedUser(service), await aUser(service)];
    for (const reason of ['', '   ', 'x'.repeat(501)]) {
      const { code, stdout, stderr } = await reset(ada.email, reason);
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('reason') as string]);
    }
    expect(await reset(bob.email, 'why not')).toMatchObject({ code: 1, stderr: 'Two-factor authentication is not enabled.\n' });
    expect(await reset(someone().email, 'why not')).toMatchObject({ code: 1, stderr: expect.stringContaining('no user') as string });
    const app = await installation.service();
    await pendingSignIn(app, ada);
    await signInBearer(app, bob);
  }, 120_000);
});
