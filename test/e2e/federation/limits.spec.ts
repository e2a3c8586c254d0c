import { leadsTo } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import type { Answer } from '../../support/http/client.js';

const LIMIT = 20;
const TOLD = { THROTTLE_PROVIDER_BEGIN: '20/min', THROTTLE_PROVIDER_LOGIN: '20/min' };

describe('the limits of providers', () => {
  const both = withProvider(TOLD);

  /** The statuses of one request more than there may be, and what the last one says. */
  async function flood(ask: () => Promise<Answer>) {
    const answers: Answer[] = [];
    for (let count = 0; count <= LIMIT; count += 1) answers.push(await ask());
    const last = answers.pop()!;
    return { others: new Set(answers.map(({ status }) => status)), last: [last.status, last.body.code] };
  }

  it('are twenty a minute for a client who leaves', async () => {
    const client = both.app.client();
    const { others, last } = await flood(() => client.get('/api/auth/with/acme/'));

    expect([others, last]).toEqual([new Set([302]), [429, 'throttled']]);
    expect((await client.get('/api/auth/with/acme/callback/?state=x')).status).toBe(303); // a count of its own
    expect((await both.app.client().get('/api/auth/with/acme/')).status).toBe(302);
  });

  it('are twenty a minute for a client who comes back, by whichever way', async () => {
    const client = both.app.client();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ways = [
      () => client.get('/api/auth/with/acme/callback/?state=x&code=y'),
      () => client.send('POST', '/api/auth/with/acme/callback/', 'state=x&code=y', form),
    ];
    let turn = 0;
    const { others, last } = await flood(() => ways[turn++ % 2]!());

    expect([others, last]).toEqual([new Set([303]), [429, 'throttled']]);
    const exchanged = await client.post('/api/auth/with/exchange/', { code: 'x', code_verifier: 'y' });
    expect(exchanged.body.code).toBe('throttled'); // nobody guesses codes beside it
  });

  it('spend nothing on what cannot be read', async () => {
    const answer = await both.app.client().get('/api/auth/with/acme/?transport=bearer');
    expect([answer.status, leadsTo(answer)]).toEqual([400, '']);
  });
});
