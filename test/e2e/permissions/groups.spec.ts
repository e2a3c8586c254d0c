import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Groups, Permissions } from '@castellan/permissions';
import { Transaction } from '@castellan/data';
import { NOBODY, OPERATOR, permissionsOf, someoneSignedIn } from '../../support/people/operators.js';
import { withApp } from '../../support/app/with-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

const app = withApp();

const permissions = (): Permissions => app.get(Permissions);
const groups = (): Groups => app.get(Groups);
let count = 0;
const aName = (): string => `group ${String((count += 1))}`;

describe(Groups.name, () => {
  it('gives its members what it may, once, with what they have themselves', async () => {
    const [one, two] = [await someoneSignedIn(app), await someoneSignedIn(app)];
    const id = await groups().createGroup(aName(), ['users.view', 'sessions.view'], OPERATOR);
    await groups().addToGroup(id, one.id, OPERATOR);
    await groups().addToGroup(id, one.id, OPERATOR);
    await permissions().grantToUser(one.id, ['devices.view', 'users.view'], OPERATOR);
    expect(await permissionsOf(one, app)).toEqual(['devices.view', 'sessions.view', 'users.view']);
    expect(await permissionsOf(two, app)).toEqual([]);
  });

  it('acts on every member at the next request', async () => {
    const members = [await someoneSignedIn(app), await someoneSignedIn(app)];
    const id = await groups().createGroup(aName(), ['users.view'], OPERATOR);
    for (const { id: userId } of members) await groups().addToGroup(id, userId, OPERATOR);
    for (const member of members) expect(await permissionsOf(member, app)).toEqual(['users.view']);
    await groups().setGroupPermissions(id, ['groups.view'], OPERATOR);
    for (const member of members) expect(await permissionsOf(member, app)).toEqual(['groups.view']);
    await groups().removeFromGroup(id, members[0]!.id, OPERATOR);
    expect(await permissionsOf(members[0]!, app)).toEqual([]);
    await groups().deleteGroup(id, OPERATOR);
    expect(await permissionsOf(members[1]!, app)).toEqual([]);
  });

  it('forgets a member of a very large group as well', async () => {
    const member = await someoneSignedIn(app);
    const id = await groups().createGroup(aName(), ['users.view'], OPERATOR);
    await app.sql(
      `WITH crowd AS (INSERT INTO users (email, date_joined) SELECT 'crowd' || n || '@example.com', now() FROM generate_series(1, 600) n RETURNING id)
       INSERT INTO user_groups (user_id, group_id) SELECT id, $1 FROM crowd`,
      [id],
    );
    await groups().addToGroup(id, member.id, OPERATOR);
    expect(await permissionsOf(member, app)).toEqual(['users.view']);
    await groups().deleteGroup(id, OPERATOR);
    expect(await permissionsOf(member, app)).toEqual([]);
  });

  it('tells who is in what', async () => {
    const { id: userId } = await someoneSignedIn(app);
    const name = aName();
    const id = await groups().createGroup(` ${name} `, ['users.view'], OPERATOR);
    await groups().addToGroup(id, userId, OPERATOR);
    expect(await groups().groupsOf(userId)).toEqual([{ id, name, permissions: ['users.view'] }]);
    await groups().renameGroup(id, `${name}, renamed`, OPERATOR);
    expect((await groups().list()).find((group) => group.id === id)?.name).toBe(`${name}, renamed`);
  });

  it('refuses a taken name, an empty one and unknown permissions, and makes nothing', async () => {
    const name = aName();
    const id = await groups().createGroup(name, [], OPERATOR);
    const before = await groups().list();
    const refused = { code: 'validation_failed' };
    await expect(groups().createGroup(name, [], OPERATOR)).rejects.toMatchObject(refused);
    await expect(groups().createGroup('  ', [], OPERATOR)).rejects.toMatchObject(refused);
    await expect(groups().createGroup(aName(), ['users.fly'], OPERATOR)).rejects.toMatchObject(refused);
    await expect(groups().setGroupPermissions(id, ['users.fly'], OPERATOR)).rejects.toMatchObject(refused);
    expect(await groups().list()).toEqual(before);
  });

  it('says of unknown groups and users that there are none', async () => {
    const missing = { code: 'not_found' };
    const id = await groups().createGroup(aName(), [], OPERATOR);
    await expect(groups().addToGroup(id, NOBODY, OPERATOR)).rejects.toMatchObject(missing);
    await expect(groups().addToGroup(NOBODY, NOBODY, OPERATOR)).rejects.toMatchObject(missing);
    await expect(groups().setGroupPermissions(NOBODY, [], OPERATOR)).rejects.toMatchObject(missing);
    await expect(groups().deleteGroup(NOBODY, OPERATOR)).rejects.toMatchObject(missing);
  });
});

onServers('groups on servers', () => {
  it('miss no member who joins while their permissions change (stale permission)', async () => {
    const member = await someoneSignedIn(app);
    const id = await groups().createGroup(aName(), [], OPERATOR);
    const finish = new EventEmitter();
    const changing = app.get(Transaction).run(async () => {
      await groups().setGroupPermissions(id, ['users.view'], OPERATOR);
      finish.emit('changed');
      await once(finish, 'commit');
    });
    await once(finish, 'changed');
    const joining = groups().addToGroup(id, member.id, OPERATOR);
    await Promise.race([joining, setTimeout(200)]); // without the lock on the group it joins here, and is told too early
    await permissionsOf(member, app);
    finish.emit('commit');
    await Promise.all([changing, joining]);
    expect(await permissionsOf(member, app)).toEqual(['users.view']);
  });

  it('act within one second on the other node', async () => {
    const other = await app.anotherNode();
    try {
      const who = await someoneSignedIn(app);
      const id = await groups().createGroup(aName(), ['users.view'], OPERATOR);
      await groups().addToGroup(id, who.id, OPERATOR);
      expect(await permissionsOf(who, other)).toEqual(['users.view']);
      await groups().setGroupPermissions(id, [], OPERATOR);
      const deadline = performance.now() + 1000;
      let left: readonly string[] = ['users.view'];
      while (left.length > 0 && performance.now() < deadline) left = await permissionsOf(who, other);
      expect(left).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
