import { leadsTo } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';

const LOGIN = 'http://localhost:3000/login';
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('people on a visit to a provider', () => {
  const both = withProvider({ THROTTLE_PROVIDER_BEGIN: '2/min', THROTTLE_PROVIDER_LOGIN: '2/min' });

  it.each(['/api/auth/with/acme/', '/api/auth/with/acme/callback/'])(
    'read on the page that it was too often, and no JSON: %s',
    async (path) => {
      const client = both.app.client();
      for (let count = 0; count < 2; count += 1) await client.get(path, BROWSER);
      const answer = await client.get(path, BROWSER);

      expect([answer.status, leadsTo(answer), answer.text]).toEqual([303, `${LOGIN}?error=throttled`, '']);
      expect((await client.get(path)).status).toBe(429); // a program
    },
  );

  it('read on the page that a provider is gone', async () => {
    const answer = await both.app.client().get('/api/auth/with/gone/', BROWSER);

    expect([answer.status, leadsTo(answer)]).toEqual([303, `${LOGIN}?error=provider_failed`]);
    expect((await both.app.client().get('/api/auth/with/gone/')).status).toBe(404);
  });

  it('read of a parameter that is wrong as they are: it is for whoever builds the app', async () => {
    const answer = await both.app.client().get('/api/auth/with/acme/?transport=bearer', BROWSER);

    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
  });
});
