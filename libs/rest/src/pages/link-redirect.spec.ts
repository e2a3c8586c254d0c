import { fastify } from 'fastify';
import type { RestOptions } from '../rest-options.js';
import { CONFIRMATIONS } from './confirmations.js';
import { redirectLinks } from './link-redirect.js';

const FRONTEND = 'https://app.example.org';
const LINK = '?uid=u1&token=t%2F1&evil=1';

/** A server whose confirming routes count what they were asked to confirm. */
function aServer() {
  const server = fastify();
  const confirmed: string[] = [];
  redirectLinks(server, { frontendUrl: FRONTEND } as RestOptions); // it reads nothing else
  const get = (url: string) => server.get(url, (request) => confirmed.push(request.url));
  return { server, confirmed, get };
}

const those = (confirmsByGet: boolean) => CONFIRMATIONS.filter((each) => each.confirmsByGet === confirmsByGet);

describe(redirectLinks.name, () => {
  it('lets exactly two paths confirm by GET', () => {
    expect(those(true).map(({ apiPath }) => apiPath)).toEqual(['/api/auth/verify-account', '/api/auth/change-email-confirm']);
  });

  it.each(those(true))('sends who opens $apiPath to its page and confirms nothing (mail scanner)', async ({ page, apiPath }) => {
    const { server, confirmed, get } = aServer();
    get(apiPath);

    for (const headers of [{}, { accept: '*/*' }, { accept: 'text/html,application/*;q=0.9' }]) {
      const answer = await server.inject({ method: 'GET', url: `${apiPath}${LINK}`, headers });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, `${FRONTEND}${page}?uid=u1&token=t%2F1`]);
    }
    await server.inject({ method: 'HEAD', url: `${apiPath}${LINK}`, headers: { accept: 'application/json' } });
    expect(confirmed).toEqual([]);
  });

  it.each(those(true))('confirms $apiPath for a client that names JSON', async ({ apiPath }) => {
    const { server, confirmed, get } = aServer();
    get(apiPath);

    await server.inject({ method: 'GET', url: `${apiPath}${LINK}`, headers: { accept: 'text/plain, application/json;q=0.8' } });

    expect(confirmed).toHaveLength(1);
  });

  it.each(those(false))('does not start with a GET on $apiPath', ({ apiPath }) => {
    const { get } = aServer();

    expect(() => get(apiPath)).toThrow('only a POST may');
  });

  it('leaves other routes alone', async () => {
    const { server, confirmed, get } = aServer();
    get('/api/auth/me');

    await server.inject({ method: 'GET', url: '/api/auth/me' });

    expect(confirmed).toHaveLength(1);
  });
});
