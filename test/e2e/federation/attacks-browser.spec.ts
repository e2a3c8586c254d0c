import { aFederatedUser, comeBack, leadsTo, leave, pathOf, signInWith } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import { aPersona } from '../../support/provider/persona.js';
import { aUser } from '../../support/people/people.js';

const HERE = 'http://localhost:3000';
const FAILED = `${HERE}/login?error=provider_failed`;

describe('attacks on a visit to a provider', () => {
  const both = withProvider();
  const hasSession = (client: { readonly jar: Map<string, string> }): boolean => client.jar.has('access_token');

  beforeEach(() => {
    both.acme.persona = aPersona();
  });

  it('refuses a callback in a browser that did not begin it (login CSRF by a planted callback), and spends nothing', async () => {
    const eve = both.app.client();
    const back = await both.acme.visit(await leave(eve));
    const victim = both.app.client();

    expect(leadsTo(await comeBack(victim, back))).toBe(FAILED);
    expect([...victim.jar.keys()]).toEqual([]);
    expect(leadsTo(await comeBack(eve, back))).toBe(`${HERE}/`);
  });

  it('refuses it also where the browser has a visit of its own', async () => {
    const back = await both.acme.visit(await leave(both.app.client()));
    const victim = both.app.client();
    const own = await both.acme.visit(await leave(victim));

    expect(leadsTo(await comeBack(victim, back))).toBe(FAILED);
    expect(leadsTo(await comeBack(victim, own))).toBe(`${HERE}/`);
  });

  it.each<[string, (value: string) => string]>([
    ['another value', () => 'A'.repeat(43)],
    ['nothing', () => ''],
    ['a value that begins alike', (value) => value.slice(0, -1)],
    ['two values', (value) => `${value}; NAME=${'A'.repeat(43)}`],
  ])('refuses a cookie with %s (state fixation)', async (_, forged) => {
    const client = both.app.client();
    const back = await both.acme.visit(await leave(client));
    const [name, value] = [...client.jar].find(([key]) => key.startsWith('with-'))!;
    client.jar.clear();
    const answer = await client.get(pathOf(back.address), { cookie: `${name}=${forged(value).replace('NAME', name)}` });

    expect(leadsTo(answer)).toBe(FAILED);
    expect(hasSession(client)).toBe(false);
  });

  it('refuses the cookie of one visit with the state of another', async () => {
    const client = both.app.client();
    const [first, second] = [await both.acme.visit(await leave(client)), await both.acme.visit(await leave(client))];
    const mixed = new URL(first.address);
    mixed.searchParams.set('state', second.answer['state']!);

    // the second visit is this browser's own, but its code is another's: PKCE and nonce find out
    expect(leadsTo(await client.get(pathOf(mixed.href)))).toBe(FAILED);
    expect(hasSession(client)).toBe(false);
  });

  it('takes an answer once (replay)', async () => {
    const client = both.app.client();
    const jar = [...(await leftWith(client)).jar];
    const back = await both.acme.visit(lastLeft);
    expect(leadsTo(await comeBack(client, back))).toBe(`${HERE}/`);

    const again = both.app.client();
    for (const [name, value] of jar) again.jar.set(name, value);
    expect(leadsTo(await comeBack(again, back))).toBe(FAILED);
    expect(hasSession(again)).toBe(false);
  });

  it('takes it once of twenty at a time', async () => {
    const client = both.app.client();
    await leftWith(client);
    const back = await both.acme.visit(lastLeft);
    const cookie = [...client.jar].map((pair) => pair.join('=')).join('; ');
    const answers = await Promise.all(Array.from({ length: 20 }, () => both.app.client().get(pathOf(back.address), { cookie })));

    expect(answers.filter((answer) => 'access_token' in answer.cookies)).toHaveLength(1);
  });

  it('takes it within its time', async () => {
    const client = both.app.client();
    const back = await both.acme.visit(await leave(client));
    await both.app.advance(601_000);

    expect(leadsTo(await comeBack(client, back))).toBe(FAILED);
  });

  it('refuses somebody else’s code with the own state (code injection)', async () => {
    const stolen = await both.acme.visit(await leave(both.app.client()));
    const client = both.app.client();
    const own = await both.acme.visit(await leave(client));
    const injected = new URL(own.address);
    injected.searchParams.set('code', stolen.answer['code']!);

    expect(leadsTo(await client.get(pathOf(injected.href)))).toBe(FAILED);
    expect(hasSession(client)).toBe(false);
  });

  it.each(['code', 'state', 'iss'])('refuses an answer that has %s twice', async (name) => {
    const client = both.app.client();
    const back = await both.acme.visit(await leave(client));
    const answer = await client.get(`${pathOf(back.address)}&${name}=x`);

    expect([answer.status, leadsTo(answer)]).toEqual([303, FAILED]);
    expect(leadsTo(await comeBack(client, back))).toBe(`${HERE}/`); // nothing was spent
  });

  it('shows no word of the provider (error text reflected)', async () => {
    const client = both.app.client();
    both.acme.misbehave({ answer: { code: undefined, error: '<script>alert(1)</script>', error_description: 'Call +1 555 0100' } });
    const answer = await signInWith(both, client);

    expect(leadsTo(answer)).toMatch(/^http:\/\/localhost:3000\/login\?error=provider_(denied|failed)$/);
    expect(JSON.stringify([...answer.headers]) + answer.text).not.toMatch(/script|555/);
  });

  it('reflects nothing of what is posted to it', async () => {
    const answer = await post(both.app.client(), { state: '"><script>alert(1)</script>', error: 'x' });

    expect([answer.status, leadsTo(answer), answer.text]).toEqual([303, FAILED, '']);
  });

  it('acts with no cookie where another site posts to it, and sets none', async () => {
    const { browser } = await aFederatedUser(both);
    const back = await both.acme.visit(await leave(browser));
    const posted = await post(both.app.client(), back.answer, { origin: both.acme.issuer, 'sec-fetch-site': 'cross-site' }); // no Lax cookie

    expect([posted.status, posted.cookies]).toEqual([303, {}]);
    expect(leadsTo(posted)).toBe(`${HERE}/api/auth/with/acme/callback/?state=${back.answer['state']!}`);
    expect(leadsTo(await browser.get(pathOf(leadsTo(posted))))).toBe(`${HERE}/`);
  });

  it('arrives at once by POST where the browser shows its visit, and once', async () => {
    const { browser } = await aFederatedUser(both);
    const back = await both.acme.visit(await leave(browser));
    const other = await leave(browser); // another tab: its cookie shows nothing of this visit

    expect(leadsTo(await post(browser, back.answer))).toBe(`${HERE}/`);
    expect(leadsTo(await post(browser, back.answer))).toBe(FAILED);
    expect(leadsTo(await comeBack(browser, await both.acme.visit(other)))).toBe(`${HERE}/`);
  });

  it('keeps an answer for the browser that left alone', async () => {
    const eve = both.app.client();
    const back = await both.acme.visit(await leave(eve));
    const posted = await post(both.app.client(), back.answer);
    const victim = both.app.client();

    expect(leadsTo(await victim.get(pathOf(leadsTo(posted))))).toBe(FAILED);
    expect(hasSession(victim)).toBe(false);
    expect(leadsTo(await eve.get(pathOf(leadsTo(posted))))).toBe(`${HERE}/`);
  });

  it('finds nobody by an address that the provider does not vouch for', async () => {
    const ada = await aUser(both.app);
    for (const emailVerified of [false, 'true', 1, undefined]) {
      both.acme.persona = aPersona({ email: ada.email, emailVerified });
      expect(leadsTo(await signInWith(both, both.app.client()))).toBe(`${HERE}/login?error=account_exists`);
    }
  });

  it('keeps few cookies of a browser, however often it leaves (cookie bomb)', async () => {
    const client = both.app.client();
    for (let count = 0; count < 30; count += 1) await leave(client);
    const left = [...client.jar.keys()].filter((name) => name.startsWith('with-'));

    expect(left.length).toBeLessThanOrEqual(9);
    expect(leadsTo(await signInWith(both, client))).toBe(`${HERE}/`);
  });

  it('lets two tabs leave, and come back in any order', async () => {
    const client = both.app.client();
    const [first, second] = [
      await both.acme.visit(await leave(client, { next: '/a' })),
      await both.acme.visit(await leave(client, { next: '/b' })),
    ];

    expect(leadsTo(await comeBack(client, second))).toBe(`${HERE}/b`);
    expect(leadsTo(await comeBack(client, first))).toBe(`${HERE}/a`);
  });

  it('gives a new session, whatever the browser had (session fixation)', async () => {
    const client = both.app.client();
    client.jar.set('access_token', 'planted');
    client.jar.set('refresh_token', 'planted');
    await signInWith(both, client);

    expect([client.jar.get('access_token'), client.jar.get('refresh_token')]).not.toContain('planted');
    expect((await client.get('/api/auth/me/')).status).toBe(200);
  });

  /** As a form of the provider does. */
  const post = (client: ReturnType<typeof both.app.client>, answer: Record<string, string>, headers: Record<string, string> = {}) =>
    client.send('POST', '/api/auth/with/acme/callback/', new URLSearchParams(answer).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });

  let lastLeft = '';
  async function leftWith(client: ReturnType<typeof both.app.client>) {
    lastLeft = await leave(client);
    return client;
  }
});
