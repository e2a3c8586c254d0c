import { WrittenClaims } from '@castellan/accounts';
import { Groups, Permissions } from '@castellan/permissions';
import { claimsOf } from '../../../support/access/claims-in.js';
import { TestApp } from '../../../support/app/test-app.js';
import { withApp } from '../../../support/app/with-app.js';
import { ShopClaims } from '../../../support/examples/parts/shop-claims.js';
import { OPERATOR, someoneSignedIn } from '../../../support/people/operators.js';
import { aUser, signInBearer, signInCookie } from '../../../support/people/people.js';

const ALWAYS = 'iss aud sub sid ver step aal amr auth_time jti iat exp token_type'.split(' ');

describe(WrittenClaims.name, () => {
  const plain = withApp();
  const app = withApp({ TOKEN_CLAIMS: 'permissions, email, groups ,name,email_verified' });

  const refreshed = async (token: string, node: TestApp = app) =>
    claimsOf((await node.client().post('/api/auth/refresh/', { refresh: token })).body.access);
  const jwks = async (node: TestApp) => (await node.client().get('/.well-known/jwks.json')).body;

  it('are none unless they are configured, and the published keys say so', async () => {
    const { access } = await signInBearer(plain, await aUser(plain, { first_name: 'Ada' }));
    expect(Object.keys(claimsOf(access)).toSorted()).toEqual(ALWAYS.toSorted());
    expect((await jwks(plain)).token_claims).toEqual([]);
    expect((await jwks(app)).token_claims).toEqual(['email', 'email_verified', 'name', 'groups', 'permissions']);
  });

  it('say who somebody is and what they may do, at the sign-in and at each refresh', async () => {
    const person = await aUser(app, { first_name: 'Ada', last_name: 'Byron' });
    const { access, refresh } = await signInBearer(app, person);
    const said = { email: person.email, email_verified: true, name: 'Ada Byron', groups: [], permissions: [] };
    expect(claimsOf(access)).toMatchObject(said);
    expect(Object.keys(claimsOf(access)).toSorted()).toEqual([...ALWAYS, ...Object.keys(said)].toSorted());

    const id = String(claimsOf(access)['sub']);
    const group = await app.get(Groups).createGroup('Support', ['users.view', 'groups.view'], OPERATOR);
    await app.get(Groups).addToGroup(group, id, OPERATOR);
    await app.get(Permissions).grantToUser(id, ['sessions.view', 'users.view'], OPERATOR);
    expect(await refreshed(refresh)).toMatchObject({ groups: ['Support'], permissions: ['groups.view', 'sessions.view', 'users.view'] });
  });

  it('leave out a name that nobody gave', async () => {
    expect(claimsOf((await signInBearer(app, await aUser(app))).access)).not.toHaveProperty('name');
  });

  it('leave out more than 100 permissions, and say so', async () => {
    const { id, refresh } = await someoneSignedIn(app);
    await app.sql(`INSERT INTO permissions (codename) SELECT 'p.' || n FROM generate_series(1, 101) n`);
    await app.sql(`INSERT INTO user_permissions (user_id, permission) SELECT $1, 'p.' || n FROM generate_series(1, 100) n`, [id]);
    const { body } = await app.client().post('/api/auth/refresh/', { refresh });
    expect(claimsOf(body.access)['permissions']).toHaveLength(100);
    await app.sql(`INSERT INTO user_permissions (user_id, permission) VALUES ($1, 'p.101')`, [id]);
    const said = await refreshed(body.refresh);
    expect(said).toMatchObject({ permissions_omitted: true });
    expect(said).not.toHaveProperty('permissions');
  });

  it('keep the cookie within what browsers keep, whatever there is to say (a sign-in that never works)', async () => {
    const person = await aUser(app, { first_name: 'Ł'.repeat(150), last_name: 'Ł'.repeat(150) });
    const [{ id }] = (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [person.email])) as [{ id: string }];
    for (let at = 0; at < 20; at += 1) {
      const group = await app.get(Groups).createGroup(`${String(at)} ${'g'.repeat(140)}`, [], OPERATOR);
      await app.get(Groups).addToGroup(group, id, OPERATOR);
    }
    const { browser, answer } = await signInCookie(app, person);
    const cookie = answer.cookies['access_token']!.split(/[=;]/)[1]!;
    expect(cookie.length).toBeLessThan(4_000);
    expect(claimsOf(cookie)).toMatchObject({ groups_omitted: true, email: person.email });
    expect((await browser.get('/api/auth/me/')).status).toBe(200);
  });

  it('stand above those of the host by the same names, beside all others; the keys then name none', async () => {
    const shops = new Map<string, string>();
    const host = new ShopClaims(shops);
    const both = await TestApp.start({ TOKEN_CLAIMS: 'email,permissions' }, [], { tokenClaims: host });
    try {
      jest.spyOn(host, 'claimsOf').mockReturnValue({ shop: 'Ghent', permissions: ['everything'], email: 'mine@example.com', sub: 'me' });
      const person = await aUser(both);
      const said = claimsOf((await signInBearer(both, person)).access);
      expect(said).toMatchObject({ shop: 'Ghent', permissions: [], email: person.email });
      expect(said['sub']).not.toBe('me');
      expect(await jwks(both)).not.toHaveProperty('token_claims');
    } finally {
      await both.close();
    }
  });
});
