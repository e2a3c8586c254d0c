import { Registry } from 'prom-client';
import { aVerifier, leadsTo, pathOf, signInWith } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';

const HERE = 'http://localhost:3000';
const SCHEME = 'com.example.app:/back';

describe('a provider that is away', () => {
  const both = withProvider({ REDIRECT_URIS: SCHEME });
  const outcomes = async () => {
    const { values } = await both.app.get(Registry).getSingleMetric('castellan_federated_sign_ins_total')!.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels['outcome']), value]));
  };

  beforeEach(() => both.acme.misbehave({ replies: { metadata: { status: 503 } } }));

  it('leads a browser back, and on from there', async () => {
    const answer = await both.app.client().get('/api/auth/with/acme/?next=/security');

    expect([answer.status, leadsTo(answer), answer.cookies]).toEqual([303, `${HERE}/login?error=provider_failed&next=%2Fsecurity`, {}]);
  });

  it('leads an app back', async () => {
    const query = new URLSearchParams({ redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge }).toString();

    expect(leadsTo(await both.app.client().get(`/api/auth/with/acme/?${query}`))).toBe(`${SCHEME}?error=provider_failed`);
  });

  it('is 503 for who asks to connect, and for the ticket of an app the way back', async () => {
    const ada = await aUser(both.app);
    const [{ browser }, { bearer }] = [await signInCookie(both.app, ada), await signInBearer(both.app, ada)];
    const answer = await browser.post('/api/auth/with/acme/link/');
    expect([answer.status, answer.body.code]).toEqual([503, 'provider_failed']);
    expect(Number(answer.headers.get('retry-after'))).toBe(answer.body.retry_after);

    const asked = { redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge };
    const { redirect_url } = (await both.app.client().post('/api/auth/with/acme/link/', asked, bearer)).body;
    expect(leadsTo(await both.app.client().get(pathOf(redirect_url)))).toBe(`${SCHEME}?error=provider_failed`);
  });

  it('is counted, and what strangers bring is counted apart', async () => {
    const before = await outcomes();
    await both.app.client().get('/api/auth/with/acme/callback/?state=x&code=y');
    await both.app.client().get('/api/auth/with/nobodys/callback/?state=x&code=y');
    both.acme.misbehave({});
    await both.app.advance(60_000); // it is asked again after a while
    await signInWith(both, both.app.client());
    const after = await outcomes();

    expect(before['provider_failed']).toBeGreaterThan(0);
    expect([after['no_visit'], after['signed_in']]).toEqual([1, 1]);
  });
});
