import { RequiresPermission, RequiresStaff } from '@castellan/access';
import { PERMISSIONS, Permissions } from '@castellan/permissions';
import { AccountStatus, Superusers, UserDirectory, UserPermissions } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Limit } from '@castellan/rest';
import { Controller, Get, Module } from '@nestjs/common';
import type { Answer } from '../../support/http/client.js';
import { HOST, NOBODY, OPERATOR, permissionsOf, someoneSignedIn } from '../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { eventually } from '../../support/app/eventually.js';
import { TestApp } from '../../support/app/test-app.js';

/** Routes that ask for what the service's own routes will ask for. */
@Controller('api/probe')
class ProbeController {
  @Get('staff')
  @RequiresStaff()
  @Limit('session')
  staff(): object {
    return {};
  }

  @Get('users')
  @RequiresStaff()
  @RequiresPermission('users.view')
  @Limit('session')
  users(): object {
    return {};
  }

  @Get('permission')
  @RequiresPermission('users.view')
  @Limit('session')
  permission(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({}, [ProbeModule]);
  await app.get(Superusers).ensureFirst('root@example.com', PASSWORD); // so that no superuser of a story is the last
});
afterAll(() => app.close());

const permissions = (): Permissions => app.get(Permissions);
const userPermissions = (): UserPermissions => app.get(UserPermissions);
const get = ({ bearer }: BearerSession, path: string): Promise<Answer> => app.client().get(path, bearer);

describe(Permissions.name, () => {
  it('has a row for every permission of the code, and no other', async () => {
    expect(await permissions().list()).toEqual([...PERMISSIONS]);
    expect([...PERMISSIONS]).toEqual([...PERMISSIONS].sort());
  });

  it('gives a new user none', async () => {
    expect(await permissionsOf(await someoneSignedIn(app), app)).toEqual([]);
  });

  it('acts on the next request, granted and taken back', async () => {
    const who = await someoneSignedIn(app);
    await permissions().grantToUser(who.id, ['users.view', 'devices.view', 'users.view'], OPERATOR);
    expect(await permissionsOf(who, app)).toEqual(['devices.view', 'users.view']);
    await permissions().grantToUser(who.id, ['users.view'], OPERATOR);
    await permissions().revokeFromUser(who.id, ['users.view'], OPERATOR);
    expect(await permissionsOf(who, app)).toEqual(['devices.view']);
    expect(await permissions().grantedTo(who.id)).toEqual(['devices.view']);
    expect(await userPermissions().of(who.id)).toEqual(['devices.view']);
  });

  it('forgets a revoked permission on the next request', async () => {
    const who = await someoneSignedIn(app);
    expect((await get(who, '/api/probe/permission')).body).toMatchObject({ status: 403, code: 'permission_denied' });
    await permissions().grantToUser(who.id, ['users.view'], OPERATOR);
    for (let times = 0; times < 3; times += 1) expect((await get(who, '/api/probe/permission')).status).toBe(200);
    await permissions().revokeFromUser(who.id, ['users.view'], OPERATOR);
    expect((await get(who, '/api/probe/permission')).status).toBe(403);
  });

  it('refuses a permission that there is none of, and grants nothing of the rest', async () => {
    const who = await someoneSignedIn(app);
    await expect(permissions().grantToUser(who.id, ['users.view', 'users.fly', 'Users.view'], OPERATOR)).rejects.toMatchObject({
      code: 'validation_failed',
      extras: { errors: { permissions: ['There is no permission "users.fly".', 'There is no permission "Users.view".'] } },
    });
    await expect(permissions().revokeFromUser(who.id, ['users.fly'], OPERATOR)).rejects.toMatchObject({ code: 'validation_failed' });
    expect(await permissionsOf(who, app)).toEqual([]);
  });

  it('grants nobody anything', async () => {
    await expect(permissions().grantToUser(NOBODY, ['users.view'], OPERATOR)).rejects.toMatchObject({ code: 'not_found' });
    await expect(userPermissions().of(NOBODY)).rejects.toMatchObject({ code: 'not_found' });
    await permissions().grantToUser(NOBODY, [], OPERATOR); // and writes nothing down of nobody
    expect(await app.sql('SELECT 1 FROM audit_log WHERE target_id = $1', [NOBODY])).toEqual([]);
  });

  it('takes no permission from a body (mass assignment)', async () => {
    const more = { permissions: ['users.view'], is_staff: true, is_superuser: true, groups: [NOBODY] };
    const session = await signInBearer(app, await aUser(app, more), more);
    expect((await get(session, '/api/auth/me/')).body).toMatchObject({ permissions: [], is_staff: false });
  });

  it('shows them in the answer of a sign-in, too', async () => {
    const person = await aUser(app);
    const { id } = (await get(await signInBearer(app, person), '/api/auth/me/')).body;
    await permissions().grantToUser(id, ['groups.view'], OPERATOR);
    const { body } = await app.client().post('/api/auth/login/', person);
    expect(body.user.permissions).toEqual(['groups.view']);
  });

  it('asks the database nothing for permissions it knows', async () => {
    const who = await someoneSignedIn(app);
    await permissions().grantToUser(who.id, ['users.view'], OPERATOR);
    await app.get(AuthEvents).flush(); // nothing of the sign-in is still to be written
    const queries = jest.spyOn(app.get(Transaction), 'query');
    const asked = async (times: number) => {
      queries.mockClear();
      for (let time = 0; time < times; time += 1) expect((await get(who, '/api/probe/permission')).status).toBe(200);
      return queries.mock.calls.map(([sql]) => sql).filter((sql) => /\b(users|sessions|permissions)\b/.test(sql)); // a job may begin meanwhile
    };
    await eventually(
      () => asked(1),
      ({ length }) => length === 0,
    ); // what the grant told the bus has been heard
    expect(await asked(5)).toEqual([]);
    queries.mockRestore();
  });
});

describe('what routes ask for', () => {
  it('lets staff in, and nobody else', async () => {
    const who = await someoneSignedIn(app);
    expect((await get(who, '/api/probe/staff')).body).toMatchObject({ status: 403, code: 'permission_denied' });
    await app.get(AccountStatus).setStaff(HOST, who.id, true);
    expect((await get(who, '/api/probe/staff')).status).toBe(200);
    await app.get(AccountStatus).setStaff(HOST, who.id, false);
    expect((await get(who, '/api/probe/staff')).status).toBe(403);
    expect((await app.client().get('/api/probe/staff')).status).toBe(401);
  });

  it('asks operators for both: a permission without staff opens nothing, staff without the permission neither', async () => {
    const who = await someoneSignedIn(app);
    await permissions().grantToUser(who.id, ['users.view'], OPERATOR);
    expect((await get(who, '/api/probe/users')).status).toBe(403);
    await app.get(AccountStatus).setStaff(HOST, who.id, true);
    expect((await get(who, '/api/probe/users')).status).toBe(200);
    await permissions().revokeFromUser(who.id, ['users.view'], OPERATOR);
    expect((await get(who, '/api/probe/users')).status).toBe(403);
  });

  it('gives a superuser everything, from the next request on, and nothing after', async () => {
    const who = await someoneSignedIn(app);
    await app.get(AccountStatus).setSuperuser(HOST, who.id, true);
    expect(await permissionsOf(who, app)).toEqual([...PERMISSIONS]);
    expect((await get(who, '/api/probe/permission')).status).toBe(200);
    await app.get(AccountStatus).setSuperuser(HOST, who.id, false);
    expect(await permissionsOf(who, app)).toEqual([]);
  });

  it('grants nothing to an inactive superuser', async () => {
    const who = await someoneSignedIn(app);
    await app.get(AccountStatus).setSuperuser(HOST, who.id, true);
    await permissions().grantToUser(who.id, ['users.view'], OPERATOR);
    await app.get(AccountStatus).setActive(HOST, [who.id], false);
    expect((await get(who, '/api/probe/permission')).body).toMatchObject({
      status: 401,
      code: 'session_ended',
      reason: 'account_disabled',
    });
    expect(await userPermissions().of(who.id)).toEqual([]);
    expect((await app.get(UserDirectory).find(who.id))?.permissions).toEqual([]);
  });
});
