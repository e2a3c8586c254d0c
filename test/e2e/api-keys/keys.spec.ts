import { ApiKeys } from '@castellan/api-keys';
import { withApp } from '../../support/app/with-app.js';
import { aMachine, asBearer, COMMAND, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';

describe('API keys', () => {
  const app = withApp();

  /** What any route may answer to a key is said once, in the contract, and not of each route. */
  const undocumented = async (path: string, headers: Readonly<Record<string, string>>): Promise<unknown> =>
    (await fetch(app.base + path, { headers })).json();

  it('open what names a permission they hold, without anybody signed in', async () => {
    const { bearer } = await aMachine(app, [ITS_PERMISSION]);

    expect((await app.client().get(OPENED, bearer)).status).toBe(200);
  });

  it('open nothing that they lack the permission for', async () => {
    const { bearer } = await aMachine(app, ['users.view']);

    expect((await app.client().get(OPENED, bearer)).body).toMatchObject({ status: 403, code: 'permission_denied' });
  });

  it.each(['/api/auth/me/', '/api/profile/', '/api/auth/sessions/', '/healthz', '/.well-known/jwks.json'])(
    'open nothing of a user, and nothing that is open anyway: %s',
    async (path) => {
      const { bearer } = await aMachine(app, [ITS_PERMISSION, 'users.view', 'users.change']);

      expect(await undocumented(path, bearer)).toMatchObject({ status: 403, code: 'permission_denied' });
    },
  );

  it('are dead right after they are revoked', async () => {
    const { key, bearer } = await aMachine(app, [ITS_PERMISSION]);
    await app.client().get(OPENED, bearer);

    await app.get(ApiKeys).revoke(COMMAND, key.id);

    expect((await app.client().get(OPENED, bearer)).body).toMatchObject({ status: 401, code: 'invalid_api_key', reason: 'revoked' });
  });

  it('are dead when their time is over', async () => {
    const { bearer } = await aMachine(app, [ITS_PERMISSION], { expiresInMs: 60_000 });
    expect((await app.client().get(OPENED, bearer)).status).toBe(200);

    app.clock.advance(60_000);

    expect((await app.client().get(OPENED, bearer)).body).toMatchObject({ status: 401, code: 'invalid_api_key', reason: 'expired' });
  });

  it('work from within their blocks of addresses alone', async () => {
    const { bearer } = await aMachine(app, [ITS_PERMISSION], { cidrs: ['198.51.100.0/24', '2001:db8:7::/48'] });
    const from = async (address: string) => (await app.client({ 'x-forwarded-for': address }).get(OPENED, bearer)).status;

    expect(await Promise.all(['198.51.100.9', '::ffff:198.51.100.9', '2001:db8:7::1'].map(from))).toEqual([200, 200, 200]);
    expect(await Promise.all(['198.51.101.9', '2001:db8:8::1', '203.0.113.1'].map(from))).toEqual([403, 403, 403]);
  });

  it('with a typing error are told without a query', async () => {
    const { secret } = await aMachine(app, [ITS_PERMISSION]);
    const mistyped = secret.replace(/.(.{8})$/, (_, rest: string) => `${secret.at(-9) === 'a' ? 'b' : 'a'}${rest}`);

    expect((await app.client().get(OPENED, asBearer(mistyped))).body).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('in a URL open nothing, and are told, however they are spelt (key in a URL)', async () => {
    const { secret, bearer } = await aMachine(app, [ITS_PERMISSION]);
    const encoded = [...secret].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('');
    const twice = encoded.replaceAll('%', '%25');
    const urls = [`${OPENED}?key=${secret}`, `${OPENED}?${encoded}`, `/${secret}/`, `${OPENED}?a=%zz%ff${twice}`];
    for (const url of urls) {
      expect(await undocumented(url, bearer)).toMatchObject({ status: 400, code: 'api_key_in_url' });
    }
    expect((await app.client().get(`${OPENED}?limit=5`, bearer)).status).not.toBe(400);
  });
});
