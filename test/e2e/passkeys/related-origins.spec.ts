import { withApp } from '../../support/app/with-app.js';
import { aKey, addPasskey, bearing, signInByPasskey } from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';

const HERE = { FRONTEND_URL: 'https://www.example.com', PASSKEY_RP_ID: 'example.com' };

describe('related origins', () => {
  const app = withApp({ ...HERE, FRONTEND_ORIGINS: 'https://shop.example.org,https://www.example.com' });

  it('are those that answers may come from, each once', async () => {
    const answer = await app.client().get('/.well-known/webauthn');

    expect(answer.body).toEqual({ origins: ['http://localhost:3000', 'https://www.example.com', 'https://shop.example.org'] });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/); // WebAuthn level 3, §5.11.1
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  });

  it.each(['http://localhost:3000', 'https://www.example.com', 'https://shop.example.org'])('sign in: %s', async (origin) => {
    const key = aKey(app, { origin });
    const session = await signInBearer(app, await aUser(app));
    expect((await addPasskey(bearing(app, session), key)).status).toBe(201);
    expect((await signInByPasskey(app.client(), key)).status).toBe(200);
  });

  it.each(['https://example.com', 'https://evil.example.com', 'http://www.example.com', 'https://www.example.com:8443', 'null'])(
    'are no others, of the same domain either: %s',
    async (origin) => {
      const key = aKey(app);
      const session = await signInBearer(app, await aUser(app));
      await addPasskey(bearing(app, session), key);
      expect((await signInByPasskey(app.client(), key, { tampering: { origin } })).body.code).toBe('invalid_passkey');
    },
  );
});

describe('related origins below a path', () => {
  const app = withApp({ PUBLIC_URL: 'http://localhost:3000/auth' });

  it('are at the root, where browsers look, and below it', async () => {
    const [root, below] = [await app.client().get('/.well-known/webauthn'), await app.client().get('/auth/.well-known/webauthn')];
    expect([root.status, below.status, root.body]).toEqual([200, 200, { origins: ['http://localhost:3000'] }]);
  });
});
