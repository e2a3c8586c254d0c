import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { TokenVerifier } from '@castellan/access';
import { KeyRotation, SigningKeys } from '@castellan/keys';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { OPERATOR } from '../../support/people/operators.js';
import { respelt } from '../../support/twofactor/respelt.js';
import { TestApp } from '../../support/app/test-app.js';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString());

describe(TokenVerifier.name, () => {
  let app: TestApp;
  let session: BearerSession;
  beforeAll(async () => {
    app = await TestApp.start();
    session = await signInBearer(app, await aUser(app));
  });
  afterAll(() => app.close());

  const me = (token: string) => app.client().get('/api/auth/me/', { authorization: `Bearer ${token}` });
  const parts = (): [Record<string, unknown>, Record<string, unknown>] => {
    const [header, claims] = session.access.split('.');
    return [decode(header!), decode(claims!)];
  };
  /** A token signed with the service's own key: only what it says is wrong. */
  const signed = (header: object, claims: object): string => {
    const input = `${encode(header)}.${encode(claims)}`;
    const key = createPrivateKey(app.get(SigningKeys).signingKey().privateKey);
    return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
  };

  it('takes a genuine token', async () => {
    const [header, claims] = parts();
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) });
    expect(claims).toMatchObject({ token_type: 'access', aal: 1, amr: ['pwd'], ver: 0, iss: app.configuration.publicUrl });
    expect((await me(session.access)).status).toBe(200);
    expect((await me(signed(header, claims))).status).toBe(200);
  });

  it('refuses alg none, in every spelling', async () => {
    const [header, claims] = parts();
    for (const alg of ['none', 'None', 'NONE', '']) {
      const { body } = await me(`${encode({ ...header, alg })}.${encode(claims)}.`);
      expect(body).toMatchObject({ status: 401, code: 'token_invalid' });
    }
  });

  it('refuses HS256 signed with the public key (algorithm confusion)', async () => {
    const [header, claims] = parts();
    const input = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
    const publicKey = app.get(SigningKeys).find(String(header['kid']))!.publicKey;
    for (const secret of [publicKey, createPublicKey(publicKey).export({ type: 'spki', format: 'der' })]) {
      expect((await me(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`)).body.code).toBe('token_invalid');
    }
  });

  it('refuses a key that the token brings along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const [header, claims] = parts();
    const jwk = publicKey.export({ format: 'jwk' });
    for (const extra of [
      { jwk },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/x' },
      { kid: '../../dev/null' },
      { kid: 7 },
    ]) {
      const input = `${encode({ ...header, ...extra })}.${encode(claims)}`;
      expect((await me(`${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`)).body.code).toBe('token_invalid');
      expect((await me(signed({ ...header, ...extra }, claims))).body.code).toBe('token_invalid');
    }
  });

  it.each([
    ['another audience', {}, { aud: 'https://other.example' }],
    ['another issuer', {}, { iss: 'https://other.example' }],
    ['another token type', {}, { token_type: 'refresh' }],
    ['no token type', {}, { token_type: undefined }],
    ['another typ', { typ: 'JWT' }, {}],
    ['no expiry', {}, { exp: undefined }],
    ['an expiry that is no number', {}, { exp: 'never' }],
    ['an older token version', {}, { ver: -1 }],
    ['another user', {}, { sub: '00000000-0000-4000-8000-000000000000' }],
    ['a session nobody has', {}, { sid: '00000000-0000-4000-8000-000000000000' }],
    ['a session id that is none', {}, { sid: "'; DROP TABLE users; --" }],
  ])('refuses %s, though the signature is right', async (_, headerChange, claimsChange) => {
    const [header, claims] = parts();
    const { status, body } = await me(signed({ ...header, ...headerChange }, { ...claims, ...claimsChange }));
    expect([status, body.code]).toEqual([401, 'token_invalid']);
  });

  it.each([
    ['a life longer than any token is given', ({ iat }) => ({ exp: iat + 15 * 60 + 1 })],
    ['a life of ten years', ({ iat }) => ({ exp: iat + 315_360_000 })],
    ['a making that is still to come', ({ iat, exp }) => ({ iat: iat + 3_600, exp: exp + 3_600 })],
    ['no time of its making', () => ({ iat: undefined })],
    ['a proof that is still to come, which would be recent for ever', ({ auth_time: at }) => ({ auth_time: at + 86_400 })],
  ] as readonly [string, (claims: Record<'iat' | 'exp' | 'auth_time', number>) => object][])(
    'refuses %s, though the signature is right (stolen key)',
    async (_, change) => {
      const [header, claims] = parts();
      const { status, body } = await me(signed(header, { ...claims, ...change(claims as never) }));
      expect([status, body.code]).toEqual([401, 'token_invalid']);
    },
  );

  it('bears a clock that is a minute ahead', async () => {
    const [header, claims] = parts();
    const [iat, authTime] = [Number(claims['iat']) + 59, Number(claims['auth_time']) + 59];
    expect((await me(signed(header, { ...claims, iat, auth_time: authTime }))).status).toBe(200);
  });

  it.each(['garbage', 'a.b.c', '..', 'é', 'x'.repeat(9000), `${'A'.repeat(3000)}.${'B'.repeat(500)}.C`])(
    'refuses garbage',
    async (token) => {
      const answer = await me(encodeURIComponent(token));
      expect(answer.body.code).toBe('token_invalid');
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    },
  );

  it('refuses another spelling of the same signature, of a token it remembers and of one it does not', async () => {
    const own = await signInBearer(app, await aUser(app));
    const [respelling, other] = respelt(own.access) as [string, string];
    for (const token of [respelling, own.access, respelling, `${own.access}=`, `${own.access}==`]) {
      expect((await me(token)).status).toBe(token === own.access ? 200 : 401);
    }
    expect((await me(other)).body.code).toBe('token_invalid');
  });

  it('refuses an altered signature of a token it remembers', async () => {
    await me(session.access);
    const altered = session.access.slice(0, -5) + (session.access.endsWith('AAAAA') ? 'BBBBB' : 'AAAAA');
    expect((await me(altered)).body.code).toBe('token_invalid');
  });

  it('ignores any token on a public route', async () => {
    const person = await aUser(app);
    const answer = await app.client().post('/api/auth/login/', person, { authorization: 'Bearer garbage' });
    expect(answer.status).toBe(200);
  });

  it('ignores cookies when there is an Authorization header, even a bad one', async () => {
    const { browser } = await signInCookie(app, await aUser(app));
    expect((await browser.get('/api/auth/me/')).status).toBe(200);
    expect((await browser.get('/api/auth/me/', { authorization: 'Bearer garbage' })).body.code).toBe('token_invalid');
    expect((await browser.get('/api/auth/me/', { authorization: 'Basic dTpw' })).body.code).toBe('not_authenticated');
  });

  it('does not verify again what it remembers, and forgets it at its expiry', async () => {
    const own = await signInBearer(app, await aUser(app));
    expect((await me(own.access)).status).toBe(200);
    app.clock.advance(15 * 60_000);
    expect((await me(own.access)).body.code).toBe('token_expired');
    session = await signInBearer(app, await aUser(app));
  });

  describe(KeyRotation.name, () => {
    it('publishes a new key before it signs, and lets older tokens live', async () => {
      const before = app.get(SigningKeys).signingKey().kid;
      const own = await signInBearer(app, await aUser(app));
      const next = await app.get(KeyRotation).rotate(OPERATOR);
      const published = async () => (await app.client().get('/.well-known/jwks.json')).body.keys.map(({ kid }: { kid: string }) => kid);
      await until(async () => (await published()).includes(next));
      expect(app.get(SigningKeys).signingKey().kid).toBe(before);
      app.clock.advance(11 * 60_000);
      expect(app.get(SigningKeys).signingKey().kid).toBe(next);
      expect((await me(own.access)).status).toBe(200);
      await app.get(KeyRotation).rotateWhenDue();
      expect(await published()).toContain(before);
      app.clock.advance(21 * 60_000);
      await app.get(KeyRotation).rotateWhenDue();
      expect(await app.sql('SELECT kid FROM signing_keys')).toEqual([{ kid: next }]);
    });

    it('ends what a revoked key signed on every node within a second, and signs with a new one (stolen key)', async () => {
      const other = app.configuration.database.kind === 'embedded' ? app : await app.anotherNode();
      const stolen = app.get(SigningKeys).signingKey().kid;
      const waiting = await app.get(KeyRotation).rotate(OPERATOR);
      const own = await signInBearer(app, await aUser(app));
      const on = (node: TestApp) => node.client().get('/api/auth/me/', { authorization: `Bearer ${own.access}` });
      expect([(await on(app)).status, (await on(other)).status]).toEqual([200, 200]);

      const successor = await app.get(KeyRotation).revoke(stolen, 'A backup was lost.', OPERATOR);
      const revokedAt = performance.now();
      expect((await on(app)).body).toMatchObject({ status: 401, code: 'token_invalid' });
      await until(async () => (await on(other)).status === 401);
      expect(performance.now() - revokedAt).toBeLessThan(1_000);

      for (const node of [app, other]) {
        const { body } = await node.client().get('/.well-known/jwks.json');
        expect(body.keys.map(({ kid }: { kid: string }) => kid)).toEqual(expect.not.arrayContaining([stolen]));
        expect(node.get(SigningKeys).signingKey().kid).toBe(successor);
      }
      const { body } = await app.client().post('/api/auth/refresh/', { refresh: own.refresh });
      expect(decode(String(body.access).split('.')[0]!)['kid']).toBe(successor);
      expect([successor === waiting, (await me(body.access)).status]).toEqual([false, 200]);
      expect(await app.sql("SELECT reason FROM audit_log WHERE action = 'signing_key.revoked' AND target_id = $1", [stolen])).toEqual([
        { reason: 'A backup was lost.' },
      ]);
      if (other !== app) await other.close();
    });

    it('revokes a key that does not sign without making one, and one that is not there not at all', async () => {
      const before = app.get(SigningKeys).signingKey().kid;
      const waiting = await app.get(KeyRotation).rotate(OPERATOR);
      expect(await app.get(KeyRotation).revoke(waiting, null, OPERATOR)).toBeNull();
      await expect(app.get(KeyRotation).revoke(waiting, null, OPERATOR)).rejects.toMatchObject({ code: 'not_found' });
      expect(app.get(SigningKeys).signingKey().kid).toBe(before);
    });

    it('signs with the key there is when the clock is set back, or another node was ahead', async () => {
      app.clock.advance(-3 * 86_400_000);
      const { access } = await signInBearer(app, await aUser(app));
      expect((await me(access)).status).toBe(200);
      app.clock.advance(3 * 86_400_000);
    });

    it('keeps private keys sealed at rest', async () => {
      const [{ private_key: stored }] = (await app.sql<{ private_key: string }>('SELECT private_key FROM signing_keys')) as [
        { private_key: string },
      ];
      expect(stored).toMatch(/^v1\./);
      expect(stored).not.toContain('PRIVATE');
    });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100 && !(await condition()); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}
