import { comeBack, leadsTo, leave, signInWith } from '../../support/federation/visits.js';
import type { Query } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import type { HttpClient } from '../../support/http/client.js';
import { aPersona } from '../../support/provider/persona.js';
import { aPasskeyUser, claimsIn, turnOnByPasskey } from '../../support/people/passkeys.js';
import { aProtectedUser, pendingInBrowser, signInWithBoth, WRONG_CODE } from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import type { Person } from '../../support/people/people.js';

const HERE = 'http://localhost:3000';
const VERIFY = '/api/auth/2fa/verify-login/';

describe('the second factor after a provider', () => {
  const both = withProvider({ THROTTLE_VERIFY_2FA: 'off', THROTTLE_PASSKEY_OPTIONS: 'off' });

  /** Somebody whose account is found by the address that the provider vouches for. */
  async function waiting(person: Person, query: Query = {}, browser = both.app.client()) {
    both.acme.persona = aPersona({ subject: person.email, email: person.email, emailVerified: true });
    return { browser, answer: await signInWith(both, browser, query) };
  }

  const finish = async (browser: HttpClient, person: ProtectedPerson, more: object = {}) =>
    browser.post(VERIFY, { code: await person.phone.nextCode(), ...more });

  it('is asked for on its page, by a cookie that no script reads', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser, answer } = await waiting(ada, { next: '/security' });

    expect([answer.status, leadsTo(answer)]).toEqual([303, `${HERE}/login/second-factor?next=%2Fsecurity`]);
    expect(answer.cookies['pending']).toMatch(/^pending=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(Object.keys(answer.cookies)).not.toContain('access_token');
    expect((await browser.get('/api/auth/me/')).status).toBe(401);
    expect((await browser.get('/api/auth/2fa/pending/')).body).toEqual({ methods: ['totp', 'backup_code'] });

    const signedIn = await finish(browser, ada);
    expect(signedIn.body).toMatchObject({ requires_2fa: false, session: { transport: 'cookie', aal: 2 }, user: { email: ada.email } });
    expect(claimsIn(browser.jar.get('access_token')!).amr).toEqual(['fed', 'otp', 'mfa']);
    expect(browser.jar.has('pending')).toBe(false);
    expect((await browser.get('/api/auth/2fa/pending/')).body.code).toBe('challenge_expired');
  });

  it('is a passkey, too', async () => {
    const ada = await turnOnByPasskey(both.app, await aPasskeyUser(both.app));
    const { browser } = await waiting(ada);
    const { options } = (await browser.post('/api/auth/2fa/passkey-options/', {})).body;
    const credential = ada.key.get(options);

    expect((await browser.post(VERIFY, { credential })).body).toMatchObject({ session: { aal: 2 } });
  });

  it('stands where the body names another sign-in', async () => {
    const [ada, eve] = [await aProtectedUser(both.app), await aProtectedUser(both.app)];
    const { browser } = await waiting(ada);
    const { session_token } = await pendingInBrowser(both.app, eve, browser);

    expect((await finish(browser, eve, { session_token })).body.user.email).toBe(eve.email);
    expect(browser.jar.has('pending')).toBe(false); // what is finished leaves nothing behind
  });

  it('bears five tries', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await browser.post(VERIFY, { code: WRONG_CODE })).body.code);

    expect(codes).toEqual([...Array<string>(5).fill('invalid_code'), 'challenge_expired']);
    expect((await finish(browser, ada)).body.code).toBe('challenge_expired');
  });

  it('is over after its time, and says so', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    await both.app.advance(301_000);

    expect((await browser.get('/api/auth/2fa/pending/')).body.code).toBe('challenge_expired');
    expect((await finish(browser, ada)).body.code).toBe('challenge_expired');
  });

  it('is over when the provider is disconnected', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    const { bearer } = ada.session;
    const [identity] = (await both.app.client().get('/api/auth/identities/', bearer)).body.results;
    expect((await both.app.client().delete(`/api/auth/identities/${identity.id}/`, bearer)).status).toBe(204);

    expect((await finish(browser, ada)).body.code).toBe('challenge_expired');
  });

  it('is waived on a trusted device', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    await finish(browser, ada, { trust_device: true });
    for (const name of ['access_token', 'refresh_token']) browser.jar.delete(name);

    expect(leadsTo((await waiting(ada, {}, browser)).answer)).toBe(`${HERE}/`);
    expect((await browser.get('/api/auth/me/')).body.aal).toBe(1);
  });

  it('names no sign-in: 400 as ever, where neither body nor cookie does', async () => {
    const { status, body } = await both.app.client().post(VERIFY, { code: WRONG_CODE });

    expect([status, body.errors]).toEqual([400, { session_token: ['This field is required.'] }]);
    expect((await both.app.client().get('/api/auth/2fa/pending/')).body.code).toBe('challenge_expired');
  });

  it('is not skipped by coming back again (second factor skipped)', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    const back = await both.acme.visit(await leave(browser));
    const answers = [await comeBack(browser, back), await comeBack(browser, back)];

    expect(answers.map(leadsTo)).toEqual([`${HERE}/login/second-factor`, `${HERE}/login?error=provider_failed`]);
    expect(browser.jar.has('access_token')).toBe(false);
    expect((await browser.post('/api/auth/refresh/')).status).toBe(401);
  });

  it('finishes nothing from a foreign page (login CSRF), with the cookie alone too', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    const code = await ada.phone.nextCode();
    for (const path of [VERIFY, '/api/auth/2fa/passkey-options/']) {
      const answer = await browser.post(path, { code }, { origin: 'https://evil.example' });
      expect(answer.body.code).toBe('csrf_rejected');
    }
    expect((await browser.post(VERIFY, { code }, { origin: HERE })).status).toBe(200);
  });

  it('is finished by the device that began it (a planted `pending` signs nobody in)', async () => {
    const eve = await aProtectedUser(both.app);
    const known = both.app.client();
    known.jar.set('device', await signInWithBoth(both.app, eve).then(({ deviceToken }) => deviceToken));
    const { browser } = await waiting(eve, {}, known);
    const victim = both.app.client();
    victim.jar.set('pending', browser.jar.get('pending')!);

    expect((await victim.get('/api/auth/2fa/pending/')).body.code).toBe('challenge_expired');
    expect((await finish(victim, eve)).body.code).toBe('challenge_expired');
  });

  it('is none of two cookies: one may be planted', async () => {
    const ada = await aProtectedUser(both.app);
    const { browser } = await waiting(ada);
    const cookie = `pending=${browser.jar.get('pending')!}; pending=${'A'.repeat(43)}`;
    browser.jar.clear();

    expect((await browser.get('/api/auth/2fa/pending/', { cookie })).body.code).toBe('challenge_expired');
  });
});
