import { AccountStatus, AccountSupport, ClaimChanges } from '@castellan/accounts';
import { Groups, Permissions } from '@castellan/permissions';
import { claimsOf } from '../../../support/access/claims-in.js';
import { withApp } from '../../../support/app/with-app.js';
import type { TestApp } from '../../../support/app/test-app.js';
import { HOST, OPERATOR, operatorIn, someoneSignedIn } from '../../../support/people/operators.js';
import type { SomeoneSignedIn } from '../../../support/people/operators.js';
import { aUser, linkOf, PASSWORD, signInBearer } from '../../../support/people/people.js';
import { times } from '../../../support/people/second-factor.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? it : it.skip;

let count = 0;
const aName = (): string => `Team ${String((count += 1))}`;

describe(ClaimChanges.name, () => {
  const app = withApp({ TOKEN_CLAIMS: 'permissions,groups,name,email_verified,email', REQUIRE_VERIFIED_EMAIL: 'false' });
  const silent = withApp({ TOKEN_CLAIMS: 'email' });

  const me = (access: string, node: TestApp = app) => node.client().get('/api/auth/me/', { authorization: `Bearer ${access}` });
  const refresh = (token: string, node: TestApp = app) => node.client().post('/api/auth/refresh/', { refresh: token });
  const rename = (person: SomeoneSignedIn, names: object, node: TestApp = app) =>
    node.client().send('PATCH', '/api/profile/', JSON.stringify(names), { 'content-type': 'application/json', ...person.bearer });
  const versionOf = async ({ id }: { id: string }, node: TestApp = app) =>
    (await node.sql<{ version: number }>('SELECT token_version AS version FROM users WHERE id = $1', [id]))[0]!.version;

  /** A person in a group that may view users. */
  const aMember = async (node: TestApp = app) => {
    const person = await someoneSignedIn(node);
    const name = aName();
    const group = await node.get(Groups).createGroup(name, ['users.view'], OPERATOR);
    await node.get(Groups).addToGroup(group, person.id, OPERATOR);
    const { body } = await refresh(person.refresh, node);
    const bearer = { authorization: `Bearer ${body.access as string}` };
    return { ...person, access: body.access as string, refresh: body.refresh as string, bearer, group, name };
  };
  type Member = Awaited<ReturnType<typeof aMember>>;

  const changes: readonly [string, (member: Member, node: TestApp) => Promise<unknown>, object][] = [
    ['the own name', (member, node) => rename(member, { first_name: 'Ada' }, node), { name: 'Ada' }],
    [
      'the name, by support',
      (member, node) => node.get(AccountSupport).change(HOST, member.id, { last_name: 'Byron' }, null),
      { name: 'Byron' },
    ],
    ['the name of a group', ({ group }, node) => node.get(Groups).renameGroup(group, `${aName()} now`, OPERATOR), {}],
    [
      'what a group may do',
      ({ group }, node) => node.get(Groups).setGroupPermissions(group, ['groups.view'], OPERATOR),
      { permissions: ['groups.view'] },
    ],
    ['a group that is deleted', ({ group }, node) => node.get(Groups).deleteGroup(group, OPERATOR), { groups: [], permissions: [] }],
    [
      'a group that is left',
      ({ group, id }, node) => node.get(Groups).removeFromGroup(group, id, OPERATOR),
      { groups: [], permissions: [] },
    ],
    [
      'a permission that is given',
      ({ id }, node) => node.get(Permissions).grantToUser(id, ['groups.view'], OPERATOR),
      { permissions: ['groups.view', 'users.view'] },
    ],
    ['a superuser made', ({ id }, node) => node.get(AccountStatus).setSuperuser(HOST, id, true), {}],
  ];

  describe.each(changes)('of %s', (_what, change, said) => {
    it('makes older tokens stale at once, and ends nothing', async () => {
      const member = await aMember();
      const second = await someoneSignedIn(app);
      expect((await me(member.access)).status).toBe(200);

      await change(member, app);

      expect((await me(member.access)).body).toMatchObject({ status: 401, code: 'token_expired' });
      const { status, body } = await refresh(member.refresh);
      expect(status).toBe(200);
      expect((await me(body.access)).status).toBe(200);
      expect(claimsOf(body.access)).toMatchObject(said);
      expect((await me(second.access)).status).toBe(200); // nobody else's
    });

    it('does nothing where tokens do not claim it', async () => {
      const member = await aMember(silent);
      const before = await versionOf(member, silent);
      await change(member, silent);
      expect([(await me(member.access, silent)).status, await versionOf(member, silent)]).toEqual([200, before]);
    });
  });

  it('of the proof of an address keeps who is in with it in', async () => {
    const person = await aUser(app, { verified: false });
    const { access, refresh: token } = await signInBearer(app, person);
    expect(claimsOf(access)).toMatchObject({ email_verified: false });
    expect((await app.client().post('/api/auth/verify-account/', await linkOf(app, person.email))).status).toBe(200);

    expect((await me(access)).body.code).toBe('token_expired');
    expect(claimsOf((await refresh(token)).body.access)).toMatchObject({ email: person.email, email_verified: true });
  });

  it.each<[string, (member: Member) => Promise<unknown>]>([
    ['the same name', (member) => rename(member, { first_name: '', last_name: '' })],
    ['a permission that is there', async ({ id }) => app.get(Groups).setGroupPermissions(await soleGroup(id), ['users.view'], OPERATOR)],
    ['a group again', async ({ id }) => app.get(Groups).addToGroup(await soleGroup(id), id, OPERATOR)],
    ['no permission', ({ id }) => app.get(Permissions).revokeFromUser(id, ['groups.view'], OPERATOR)],
    ['a bio', (member) => rename(member, { bio: 'Numbers' })],
  ])('does nothing for %s', async (_what, change) => {
    const member = await aMember();
    await change(member);
    expect((await me(member.access)).status).toBe(200);
  });
  const soleGroup = async (userId: string) => (await app.get(Groups).groupsOf(userId))[0]!.id;

  it('keeps the operator in the panel whose rights change, and who changes themselves', async () => {
    const operator = { ...(await operatorIn(app, ['users.change'])), isSuperuser: true };
    const id = operator.id!;
    await app.sql('UPDATE users SET is_superuser = true WHERE id = $1', [id]); // by the service their young second factor would go
    const before = await versionOf({ id });
    await app.sql(
      `INSERT INTO sessions (id, user_id, transport, device_name, ip, version, aal, amr, seed, auth_time, created_at, last_used_at, expires_at, absolute_expires_at)
       SELECT gen_random_uuid(), $1, 'bearer', '', '127.0.0.1', $2, 1, '{pwd}', sha256('seed'), t, t, t, t + interval '1 day', t + interval '1 day'
       FROM (SELECT $3::timestamptz AS t) now`,
      [id, before, app.clock.now()],
    );
    const rename = (firstName: string) => app.get(AccountSupport).change(operator, id, { first_name: firstName }, null);

    await rename('Grace');
    await app.get(Permissions).grantToUser(id, ['groups.view'], OPERATOR);
    await rename('Ada');

    expect(await versionOf({ id })).toBe(before + 3);
  });

  it('still lets a stale token change nothing of its account (race of a change and a way in)', async () => {
    const member = await aMember();
    await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
    const change = { old_password: PASSWORD, new_password: 'glass tundra orbit 9' };
    const answer = await app.client().post('/api/auth/change-password/', change, member.bearer);
    expect(answer.body).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('brings back no session that a new password left behind', async () => {
    const member = await aMember();
    const other = await app.sql<{ email: string }>('SELECT email FROM users WHERE id = $1', [member.id]);
    const second = await signInBearer(app, { email: other[0]!.email, password: PASSWORD });
    const change = { old_password: PASSWORD, new_password: 'glass tundra orbit 9' };
    const changed = await app.client().post('/api/auth/change-password/', change, member.bearer);
    await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);

    expect((await refresh(second.refresh)).body.code).toBe('session_ended');
    expect((await refresh(member.refresh)).body.code).toBe('token_invalid');
    expect((await refresh(changed.body.tokens.refresh)).status).toBe(200);
  });

  describe('while tokens are made (race)', () => {
    /** Asks with what it has, and refreshes when it is told to, as clients do. Gives what the last token says. */
    const client = async (person: { access: string; refresh: string }, node: TestApp) => {
      let { access, refresh: token } = person;
      for (let round = 0; round < 60; round += 1) {
        const answer = await me(access, node);
        if (answer.status === 200 && round > 20) return claimsOf(access);
        if (answer.status === 200) continue;
        expect(answer.body.code).toBe('token_expired');
        const renewed = await refresh(token, node);
        expect([renewed.status, renewed.body.code]).toEqual([200, undefined]);
        ({ access, refresh: token } = renewed.body as { access: string; refresh: string });
      }
      throw new Error('It was told to refresh again and again.');
    };

    it('signs nobody out, and leaves no token that says what was so before', async () => {
      const member = await aMember();
      const work = async () => {
        for (let at = 0; at < 6; at += 1) {
          await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
          await app.get(Permissions).revokeFromUser(member.id, ['groups.view'], OPERATOR);
        }
      };
      const [said] = await Promise.all([client(member, app), work()]);
      expect(said).toBeDefined();
      const last = await refresh((await signInBearer(app, { email: String(said['email']), password: PASSWORD })).refresh);
      expect(claimsOf(last.body.access)).toMatchObject({ permissions: ['users.view'] });
    });

    it('of twenty sign-ins at once none has a token that holds and says more than is so', async () => {
      const member = await aMember();
      const [{ email }] = (await app.sql<{ email: string }>('SELECT email FROM users WHERE id = $1', [member.id])) as [{ email: string }];
      const signIn = async () => {
        const { body } = await app.client().post('/api/auth/login/', { email, password: PASSWORD, transport: 'bearer' });
        return body.tokens?.access as string | undefined;
      };
      const [tokens] = await Promise.all([times(20, signIn), app.get(Groups).deleteGroup(member.group, OPERATOR)]);

      const holding = [];
      for (const token of tokens) if (token && (await me(token)).status === 200) holding.push(claimsOf(token));
      for (const said of holding) expect(said).toMatchObject({ permissions: [], groups: [] });
    });

    it('of many changes at once of one group and its members all come to pass', async () => {
      const members = await times(3, () => aMember());
      const shared = await app.get(Groups).createGroup(aName(), ['users.view'], OPERATOR);
      const acts = [
        ...members.map(({ id }) => app.get(Groups).addToGroup(shared, id, OPERATOR)),
        app.get(Groups).setGroupPermissions(shared, ['groups.view'], OPERATOR),
        app.get(Groups).setGroupPermissions(shared, ['groups.view', 'users.view'], OPERATOR),
        ...members.map(({ id }) => app.get(Permissions).grantToUser(id, ['sessions.view'], OPERATOR)),
        ...members.map(({ id }) => app.get(AccountSupport).change(HOST, id, { first_name: 'Ada' }, null)),
        ...members.map(({ id, group }) => app.get(Groups).removeFromGroup(group, id, OPERATOR)),
      ];
      await Promise.all(acts);
      for (const member of members) {
        const { body } = await refresh(member.refresh);
        expect((await me(body.access)).status).toBe(200);
        expect(claimsOf(body.access)).toMatchObject({ name: 'Ada', groups: [expect.stringContaining('Team')] });
      }
    });

    onServers('refuses the older token on another node within a second, and takes the new one there at once', async () => {
      const node = await app.anotherNode();
      try {
        const member = await aMember();
        expect((await me(member.access, node)).status).toBe(200);
        await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
        const since = performance.now();
        const { body } = await refresh(member.refresh);
        expect((await me(body.access, node)).status).toBe(200); // however little it has heard
        while ((await me(member.access, node)).status === 200) expect(performance.now() - since).toBeLessThan(1_000);
        expect((await me(member.access, node)).body.code).toBe('token_expired');

        const work = async () => {
          for (let at = 0; at < 10; at += 1) await rename({ ...member, ...(await held()) }, { first_name: `Ada ${String(at)}` });
        };
        let latest = body as { access: string; refresh: string };
        const held = async () => {
          latest = (await refresh(latest.refresh)).body as { access: string; refresh: string };
          expect((await me(latest.access, node)).status).toBe(200);
          return { bearer: { authorization: `Bearer ${latest.access}` } };
        };
        await work();
      } finally {
        await node.close();
      }
    });
  });
});
