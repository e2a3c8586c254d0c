import { aVerifier, comeBack, leave, signInWith } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import type { HttpClient } from '../../support/http/client.js';
import { aPersona } from '../../support/provider/persona.js';
import { aUser } from '../../support/people/people.js';

const SCHEME = 'com.example.app:/signed-in';
const SETUP_FIRST = { status: 403, code: 'two_factor_setup_required' };

/** `TWO_FACTOR_POLICY` (docs/reference/contract.md#second-factors), however somebody came in. */
describe('TWO_FACTOR_POLICY after a provider', () => {
  const both = withProvider({ TWO_FACTOR_POLICY: 'required', REDIRECT_URIS: SCHEME });
  const newcomer = () => Promise.resolve(aPersona());
  const member = async () => aPersona({ email: (await aUser(both.app)).email, emailVerified: true });

  /** Its own set-up, and nothing beside. */
  async function reachesOnlySetUp(client: HttpClient, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const path of ['me', '2fa', 'passkeys']) expect((await client.get(`/api/auth/${path}/`, headers)).status).toBe(200);
    for (const path of ['identities', 'sessions', 'devices', 'me/export'])
      expect({ path, ...(await client.get(`/api/auth/${path}/`, headers)).body }).toMatchObject({ path, ...SETUP_FIRST });
    expect((await client.post('/api/auth/with/acme/link/', {}, headers)).body).toMatchObject(SETUP_FIRST);
    expect((await client.post('/api/auth/2fa/setup/', {}, headers)).status).toBe(200);
  }

  it.each([
    ['who is new', newcomer],
    ['who has an account', member],
  ])('lets %s reach only the set-up, by cookie', async (_, whose) => {
    both.acme.persona = await whose();
    const browser = both.app.client();
    await signInWith(both, browser);

    expect(browser.jar.has('access_token')).toBe(true);
    await reachesOnlySetUp(browser);
  });

  it.each([
    ['who is new', newcomer],
    ['who has an account', member],
  ])('lets %s reach only the set-up, by exchange', async (_, whose) => {
    both.acme.persona = await whose();
    const { code_verifier, code_challenge } = aVerifier();
    const browser = both.app.client();
    const back = await comeBack(browser, await both.acme.visit(await leave(browser, { redirect_uri: SCHEME, code_challenge })));
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code');
    const { body } = await both.app.client().post('/api/auth/with/exchange/', { code, code_verifier });

    await reachesOnlySetUp(both.app.client(), { authorization: `Bearer ${String(body.tokens.access)}` });
  });
});
