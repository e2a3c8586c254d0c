import { setTimeout as sleep } from 'node:timers/promises';
import { AccountSupport, ClaimChanges, WrittenClaims } from '@castellan/accounts';
import { Groups, Permissions } from '@castellan/permissions';
import { claimsOf } from '../../../support/access/claims-in.js';
import { withApp } from '../../../support/app/with-app.js';
import type { TestApp } from '../../../support/app/test-app.js';
import { aMember, aTeamName, me, refresh, rename } from '../../../support/people/members.js';
import { HOST, OPERATOR } from '../../../support/people/operators.js';
import { PASSWORD, signInBearer } from '../../../support/people/people.js';
import { times } from '../../../support/people/second-factor.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? it : it.skip;

describe(`${ClaimChanges.name}, while tokens are made (race)`, () => {
  const app = withApp({ TOKEN_CLAIMS: 'permissions,groups,name,email' });

  /** Asks with what it has, and refreshes when it is told to, as clients do. Gives what the last token says. */
  const client = async (person: { access: string; refresh: string }, node: TestApp) => {
    let { access, refresh: token } = person;
    for (let round = 0; round < 60; round += 1) {
      const answer = await me(node, access);
      if (answer.status === 200 && round > 20) return claimsOf(access);
      if (answer.status === 200) continue;
      expect(answer.body.code).toBe('token_expired');
      const renewed = await refresh(node, token);
      expect([renewed.status, renewed.body.code]).toEqual([200, undefined]);
      ({ access, refresh: token } = renewed.body as { access: string; refresh: string });
    }
    throw new Error('It was told to refresh again and again.');
  };

  it('signs nobody out, and leaves no token that says what was so before', async () => {
    const member = await aMember(app);
    const work = async () => {
      for (let at = 0; at < 6; at += 1) {
        await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
        await app.get(Permissions).revokeFromUser(member.id, ['groups.view'], OPERATOR);
      }
    };
    const [said] = await Promise.all([client(member, app), work()]);
    expect(said).toBeDefined();
    const last = await refresh(app, (await signInBearer(app, { email: String(said['email']), password: PASSWORD })).refresh);
    expect(claimsOf(last.body.access)).toMatchObject({ permissions: ['users.view'] });
  });

  it('of twenty sign-ins at once none has a token that holds and says more than is so', async () => {
    const member = await aMember(app);
    const [{ email }] = (await app.sql<{ email: string }>('SELECT email FROM users WHERE id = $1', [member.id])) as [{ email: string }];
    const signIn = async () => {
      const { body } = await app.client().post('/api/auth/login/', { email, password: PASSWORD, transport: 'bearer' });
      return body.tokens?.access as string | undefined;
    };
    const [tokens] = await Promise.all([times(20, signIn), app.get(Groups).deleteGroup(member.group, OPERATOR)]);

    const made = tokens.filter((token) => token !== undefined);
    expect(made.length).toBeGreaterThan(0);
    for (const token of made) {
      const { groups } = claimsOf(token) as { groups: readonly string[] };
      const { status, body } = await me(app, token);
      if (groups.length > 0) expect([status, body.code]).toEqual([401, 'token_expired']);
      else expect(claimsOf(token)).toMatchObject({ permissions: [] });
    }
    const { body } = await app.client().post('/api/auth/login/', { email, password: PASSWORD, transport: 'bearer' });
    expect((await me(app, body.tokens.access)).status).toBe(200); // so what is refused is so for what it says
  });

  it('sees the session of a sign-in that read its claims before and commits after (write skew)', async () => {
    const member = await aMember(app);
    const [{ email }] = (await app.sql<{ email: string }>('SELECT email FROM users WHERE id = $1', [member.id])) as [{ email: string }];
    await app.sql('UPDATE sessions SET ended_at = $2 WHERE user_id = $1', [member.id, app.clock.now()]); // it alone is to be seen
    const written = app.get(WrittenClaims);
    const read = written.of.bind(written);
    let hasRead = (): void => {};
    const reading = new Promise<void>((resolve) => (hasRead = resolve));
    const slow = jest.spyOn(written, 'of').mockImplementationOnce(async (...asked) => {
      const said = await read(...asked);
      hasRead();
      await sleep(300);
      return said ?? {};
    });
    const deletion = reading.then(() => app.get(Groups).deleteGroup(member.group, OPERATOR)); // begun here, outside of the sign-in
    const { access, refresh: token } = await signInBearer(app, { email, password: PASSWORD });
    await deletion;
    slow.mockRestore();

    expect((await me(app, access)).body).toMatchObject({ status: 401, code: 'token_expired' });
    expect(claimsOf((await refresh(app, token)).body.access)).toMatchObject({ permissions: [], groups: [] });
  });

  it('of many changes at once of one group and its members all come to pass', async () => {
    const members = await times(3, () => aMember(app));
    const shared = await app.get(Groups).createGroup(aTeamName(), ['users.view'], OPERATOR);
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
      const { body } = await refresh(app, member.refresh);
      expect((await me(app, body.access)).status).toBe(200);
      expect(claimsOf(body.access)).toMatchObject({ name: 'Ada', groups: [expect.stringContaining('Team')] });
    }
  });

  onServers('refuses the older token on another node within a second, and takes the new one there at once', async () => {
    const node = await app.anotherNode();
    try {
      const member = await aMember(app);
      expect((await me(node, member.access)).status).toBe(200);
      await app.get(Permissions).grantToUser(member.id, ['groups.view'], OPERATOR);
      const since = performance.now();
      const { body } = await refresh(app, member.refresh);
      expect((await me(node, body.access)).status).toBe(200); // however little it has heard
      while ((await me(node, member.access)).status === 200) expect(performance.now() - since).toBeLessThan(1_000);
      expect((await me(node, member.access)).body.code).toBe('token_expired');

      const work = async () => {
        for (let at = 0; at < 10; at += 1) await rename(app, { ...member, ...(await held()) }, { first_name: `Ada ${String(at)}` });
      };
      let latest = body as { access: string; refresh: string };
      const held = async () => {
        latest = (await refresh(app, latest.refresh)).body as { access: string; refresh: string };
        expect((await me(node, latest.access)).status).toBe(200);
        return { bearer: { authorization: `Bearer ${latest.access}` } };
      };
      await work();
    } finally {
      await node.close();
    }
  });
});
