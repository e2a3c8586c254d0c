import { AccountStatus, AccountSupport, ClaimChanges } from '@castellan/accounts';
import { Groups, Permissions } from '@castellan/permissions';
import { claimsOf } from '../../../support/access/claims-in.js';
import { withApp } from '../../../support/app/with-app.js';
import type { TestApp } from '../../../support/app/test-app.js';
import { aMember, aTeamName, me, refresh, rename } from '../../../support/people/members.js';
import type { Member } from '../../../support/people/members.js';
import { HOST, OPERATOR, operatorIn, someoneSignedIn } from '../../../support/people/operators.js';
import { aUser, linkOf, PASSWORD, signInBearer } from '../../../support/people/people.js';

describe(ClaimChanges.name, () => {
  const app = withApp({ TOKEN_CLAIMS: 'permissions,groups,name,email_verified,email', REQUIRE_VERIFIED_EMAIL: 'false' });
  const silent = withApp({ TOKEN_CLAIMS: 'email' });

  const versionOf = async ({ id }: { id: string }, node: TestApp = app) =>
    (await node.sql<{ version: number }>('SELECT token_version AS version FROM users WHERE id = $1', [id]))[0]!.version;

  const changes: readonly [string, (member: Member, node: TestApp) => Promise<unknown>, object][] = [
    ['the own name', (member, node) => rename(node, member, { first_name: 'Ada' }), { name: 'Ada' }],
    [
      'the name, by support',
      (member, node) => node.get(AccountSupport).change(HOST, member.id, { last_name: 'Byron' }, null),
      { name: 'Byron' },
    ],
    ['the name of a group', ({ group }, node) => node.get(Groups).renameGroup(group, `${aTeamName()} now`, OPERATOR), {}],
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
      const member = await aMember(app);
      const second = await someoneSignedIn(app);
      expect((await me(app, member.access)).status).toBe(200);

      await change(member, app);

      expect((await me(app, member.access)).body).toMatchObject({ status: 401, code: 'token_expired' });
      const { status, body } = await refresh(app, member.refresh);
      expect(status).toBe(200);
      expect((await me(app, body.access)).status).toBe(200);
      expect(claimsOf(body.access)).toMatchObject(said);
      expect((await me(app, second.access)).status).toBe(200); // nobody else's
    });

    it('does nothing where tokens do not claim it', async () => {
      const member = await aMember(silent);
      const before = await versionOf(member, silent);
      await change(member, silent);
      expect([(await me(silent, member.access)).status, await versionOf(member, silent)]).toEqual([200, before]);
    });
  });

  it('of the proof of an address keeps who is in with it in', async () => {
    const person = await aUser(app, { verified: false });
    const { access, refresh: token } = await signInBearer(app, person);
    expect(claimsOf(access)).toMatchObject({ email_verified: false });
    expect((await app.client().post('/api/auth/verify-account/', await linkOf(app, person.email))).status).toBe(200);

    expect((await me(app, access)).body.code).toBe('token_expired');
    expect(claimsOf((await refresh(app, token)).body.access)).toMatchObject({ email: person.email, email_verified: true });
  });

  it.each<[string, (member: Member) => Promise<unknown>]>([
    ['the same name', (member) => rename(app, member, { first_name: '', last_name: '' })],
    ['a permission that is there', async ({ id }) => app.get(Groups).setGroupPermissions(await soleGroup(id), ['users.view'], OPERATOR)],
    ['a group again', async ({ id }) => app.get(Groups).addToGroup(await soleGroup(id), id, OPERATOR)],
    ['no permission', ({ id }) => app.get(Permissions).revokeFromUser(id, ['groups.view'], OPERATOR)],
    ['a bio', (member) => rename(app, member, { bio: 'Numbers' })],
  ])('does nothing for %s', async (_what, change) => {
    const member = await aMember(app);
    await change(member);
    expect((await me(app, member.access)).status).toBe(200);
  });
  const soleGroup = async (userId: string) => (await app.get(Groups).groupsOf(userId))[0]!.id;

  it('keeps the operator in the panel whose rights change, and who changes themselves', async () => {
    const operator = { ...(await operatorIn(app, ['users.change'])), isSuperuser: true };
    const id = operator.id;
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
    const member = await aMember(app);
    await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
    const change = { old_password: PASSWORD, new_password: 'glass tundra orbit 9' };
    const answer = await app.client().post('/api/auth/change-password/', change, member.bearer);
    expect(answer.body).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('brings back no session that a new password left behind', async () => {
    const member = await aMember(app);
    const other = await app.sql<{ email: string }>('SELECT email FROM users WHERE id = $1', [member.id]);
    const second = await signInBearer(app, { email: other[0]!.email, password: PASSWORD });
    const change = { old_password: PASSWORD, new_password: 'glass tundra orbit 9' };
    const changed = await app.client().post('/api/auth/change-password/', change, member.bearer);
    await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);

    expect((await refresh(app, second.refresh)).body.code).toBe('session_ended');
    expect((await refresh(app, member.refresh)).body.code).toBe('token_invalid');
    expect((await refresh(app, changed.body.tokens.refresh)).status).toBe(200);
  });
});
