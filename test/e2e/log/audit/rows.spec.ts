import { randomUUID } from 'node:crypto';
import {
  AccountCreation,
  AccountDeletion,
  AccountErasure,
  AccountStatus,
  because,
  localOperator,
  PasswordAssignment,
  ProfileModeration,
  TwoFactorReset,
  UserDirectory,
} from '@castellan/accounts';
import { PanelFailedJobs, PanelLists } from '@castellan/panel';
import { Groups, Permissions } from '@castellan/permissions';
import { KeyRotation } from '@castellan/keys';
import { RegistrationSources } from '@castellan/sources';
import { Transaction } from '@castellan/data';
import { AUDIT_ACTIONS, AuditLog, AuditVerification } from '@castellan/log';
import type { AuditContent, AuditRecord, OperatorContext } from '@castellan/log';
import { aFailedJob } from '../../../support/panel/failed-jobs.js';
import { expectKeysOfMachines } from '../../../support/log/machines.js';
import { rowsLeftBy } from '../../../support/log/rows-left.js';
import { takenFactors } from '../../../support/panel/taken-factors.js';
import { HOST, NOBODY, OPERATOR, operatorIn, operatorWith } from '../../../support/people/operators.js';
import { auditedPorting } from '../../../support/porting/audited-porting.js';
import { auditedWebhook, failingWebhook } from '../../../support/webhooks/audited-webhook.js';
import { aUser, someone } from '../../../support/people/people.js';
import { aProtectedUser } from '../../../support/people/second-factor.js';
import { TestApp } from '../../../support/app/test-app.js';

let app: TestApp;
const groups = (): Groups => app.get(Groups);
const fault = async () => (await app.get(AuditVerification).verify()).fault;

const rowsOf = (work: () => Promise<unknown>): Promise<readonly AuditContent[]> => rowsLeftBy(app, work);
const aUserId = async (): Promise<string> => (await app.get(UserDirectory).findByName(await aUser(app)))!.id;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.close());

describe('what operators do to users', () => {
  it('is in the audit log with who did it, from where, and what changed', async () => {
    const id = await aUserId();
    const context: OperatorContext = { ip: '192.0.2.7', userAgent: null, traceId: 'trace 7', actor: { kind: 'user', id: randomUUID() } };
    const rows = await rowsOf(() => app.get(AccountStatus).setStaff(localOperator(context), id, true));
    expect(rows).toEqual([
      {
        seq: expect.any(Number),
        id: expect.any(String),
        createdAt: app.clock.now(),
        actorKind: 'user',
        actorId: (context.actor as { id: string }).id,
        actorLabel: null,
        action: 'user.changed',
        targetType: 'user',
        targetId: id,
        changes: { is_staff: [false, true] },
        reason: null,
        traceId: 'trace 7',
        ip: '192.0.2.7',
      },
    ]);
  });

  it('is there for each of their actions, once, and not where nothing changed', async () => {
    const id = await aUserId();
    const other = await app.get(AccountCreation).createSuperuser(HOST, someone());
    const rows = await rowsOf(async () => {
      for (const value of [false, false, true]) await app.get(AccountStatus).setActive(HOST, [id], value);
      for (const value of [true, true, false]) await app.get(AccountStatus).setSuperuser(HOST, id, value);
      await app.get(PasswordAssignment).set(HOST, id, 'quite another phrase 5');
      await app.get(AccountDeletion).delete(HOST, id);
      await expect(app.get(AccountDeletion).delete(HOST, other.id)).rejects.toThrow();
    });
    expect(rows.map(({ action, changes }) => [action, changes])).toEqual([
      ['user.changed', { is_active: [true, false] }],
      ['user.changed', { is_active: [false, true] }],
      ['user.changed', { is_superuser: [false, true] }],
      ['user.changed', { is_superuser: [true, false] }],
      ['user.password_set', { password: ['***', '***'] }],
      ['user.deleted', {}],
    ]);
  });

  it('keeps the reason of a reset of the second factor, which the own history of the user does not', async () => {
    const user = await aProtectedUser(app);
    const { id } = (await app.get(UserDirectory).findByName({ email: user.email }))!;
    const rows = await rowsOf(() => app.get(TwoFactorReset).reset(HOST, id, 'Lost the phone'));
    expect(rows).toMatchObject([
      { action: 'user.two_factor_reset', targetId: id, reason: 'Lost the phone', changes: { two_factor: [true, false] } },
    ]);
    expect(await app.sql("SELECT reason FROM auth_events WHERE event = 'twofactor_reset' AND user_id = $1", [id])).toEqual([
      { reason: null },
    ]);
  });

  it('names a passkey and an account elsewhere that were taken away by their ids', async () => {
    const id = await aUserId();
    const { passkey, identity, takeAway } = await takenFactors(app, id);
    const rows = await rowsOf(() => takeAway(because(HOST, 'Lost')));
    expect(rows.map(({ action, targetId, reason, changes }) => [action, targetId, reason, changes])).toEqual([
      ['user.passkey_removed', id, 'Lost', { passkey: [passkey, null] }],
      ['user.identity_removed', id, 'Lost', { identity: [identity, null], provider: ['acme', null] }],
    ]);
  });

  it('is not there when it was refused or rolled back, and leaves no gap', async () => {
    const id = await aUserId();
    const rows = await rowsOf(async () => {
      const rolledBack = app.get(Transaction).run(async () => {
        await app.get(AccountStatus).setActive(HOST, [id], false);
        throw new Error('rolled back');
      });
      await expect(rolledBack).rejects.toThrow('rolled back');
      await expect(app.get(AccountDeletion).delete(HOST, NOBODY)).rejects.toMatchObject({ code: 'not_found' });
      await expect(app.get(AccountCreation).createUser(HOST, { email: 'no address', password: null })).rejects.toThrow();
    });
    expect(rows).toEqual([]);
    expect(await fault()).toBeNull();
  });

  it('keeps the change from happening when its row cannot be written', async () => {
    const id = await aUserId();
    await app.sql('ALTER TABLE audit_log ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
    await expect(app.get(AccountStatus).setActive(HOST, [id], false)).rejects.toThrow('full_disk');
    await app.sql('ALTER TABLE audit_log DROP CONSTRAINT full_disk');
    expect((await app.get(UserDirectory).find(id))?.isActive).toBe(true);
  });
});

describe('what operators do to groups, permissions, sources and keys', () => {
  it('is in the audit log of the keys of machines, once', () => expectKeysOfMachines(app));

  it('is in the audit log, and not where nothing changed', async () => {
    const id = await aUserId();
    const rows = await rowsOf(async () => {
      const group = await groups().createGroup('Support', ['users.view'], OPERATOR);
      await groups().renameGroup(group, 'Support', OPERATOR);
      await groups().renameGroup(group, 'Help', OPERATOR);
      for (const permissions of [['users.view'], ['users.view', 'sources.change']])
        await groups().setGroupPermissions(group, permissions, OPERATOR);
      for (const _ of [1, 2]) await groups().addToGroup(group, id, OPERATOR);
      for (const _ of [1, 2]) await groups().removeFromGroup(group, id, OPERATOR);
      await groups().addToGroup(group, id, OPERATOR);
      await groups().deleteGroup(group, OPERATOR);
      for (const _ of [1, 2]) await app.get(Permissions).grantToUser(id, ['users.view', 'groups.view'], OPERATOR);
      for (const _ of [1, 2]) await app.get(Permissions).revokeFromUser(id, ['groups.view'], OPERATOR);
    });
    expect(rows.map(({ action, changes }) => [action, changes])).toEqual([
      ['group.created', { name: [null, 'Support'], permissions: [[], ['users.view']] }],
      ['group.changed', { name: ['Support', 'Help'] }],
      ['group.changed', { permissions: [['users.view'], ['sources.change', 'users.view']] }],
      ['user.groups_changed', { group: [null, 'Help'], group_id: [null, expect.any(String)] }],
      ['user.groups_changed', { group: ['Help', null], group_id: [expect.any(String), null] }],
      ['user.groups_changed', { group: [null, 'Help'], group_id: [null, expect.any(String)] }],
      ['group.deleted', { name: ['Help', null], permissions: [['sources.change', 'users.view'], []], members: [1, 0] }],
      ['user.permissions_changed', { permissions: [[], ['groups.view', 'users.view']] }],
      ['user.permissions_changed', { permissions: [['groups.view'], []] }],
    ]);
  });

  it('tells of renamed and inactive sources, and of signing keys', async () => {
    await aUser(app, { source_url: 'https://example.net/audited' });
    const [source] = await app.sql<{ id: string }>("SELECT id FROM registration_sources WHERE url LIKE '%/audited'");
    const sources = app.get(RegistrationSources);
    const kids: string[] = [];
    const rows = await rowsOf(async () => {
      for (const name of [' Spring ', 'Spring', null]) await sources.rename(source!.id, name, OPERATOR);
      for (const isActive of [false, false]) await sources.setActive(source!.id, isActive, OPERATOR);
      kids.push(await app.get(KeyRotation).rotate(OPERATOR));
      await app.get(KeyRotation).revoke(kids[0]!, null, OPERATOR);
    });
    expect(rows.map(({ targetId, changes }) => [targetId, changes])).toEqual([
      [source!.id, { name: [null, 'Spring'] }],
      [source!.id, { name: ['Spring', null] }],
      [source!.id, { is_active: [true, false] }],
      ...[{ activates_at: [null, expect.stringMatching(/Z$/)] }, {}].map((changes) => [kids[0], changes]),
    ]);
    await expect(sources.rename(source!.id, 'two\nlines', OPERATOR)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(sources.setActive(NOBODY, true, OPERATOR)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what operators do at the panel alone', () => {
  it('is in the audit log: failed jobs, of which it names the queue', async () => {
    const operator = await operatorIn(app, ['jobs.change', 'jobs.delete']);
    const [retried, deleted] = [await aFailedJob(app), await aFailedJob(app)];
    const rows = await rowsOf(async () => {
      await app.get(PanelFailedJobs).retry(operator, retried);
      await app.get(PanelFailedJobs).drop(operator, deleted);
      await expect(app.get(PanelFailedJobs).drop(operator, deleted)).rejects.toMatchObject({ code: 'not_found' });
    });
    expect(rows.map(({ action, targetId, changes }) => [action, targetId, changes])).toEqual([
      ['job.retried', retried, { queue: [null, 'mail'] }],
      ['job.deleted', deleted, { queue: ['mail', null] }],
    ]);
  });

  it('is in the audit log: profiles, of which it says what changed and not from what to what', async () => {
    const [operator, id] = [await operatorIn(app, ['profiles.change']), await aUserId()];
    const [before] = await app.get(PanelLists).find(operatorWith(['profiles.view']), 'profiles', [id]);
    const input = { location: 'Adaville', date_of_birth: '1990-02-28', language: 'de', bio: '' };
    const rows = await rowsOf(() => app.get(ProfileModeration).change(operator, id, input, String(before!['version'])));
    expect(rows.map(({ action, targetType, targetId, changes }) => [action, targetType, targetId, changes])).toEqual([
      ['profile.changed', 'profile', id, { location: [null, '***'], date_of_birth: [null, '***'], language: [null, 'de'] }],
    ]);
  });
});

describe(AuditLog.name, () => {
  it('has neither secrets nor names in it (scan), also of a user who was erased', async () => {
    const person = { ...someone(), username: `ada_${Date.now()}`, firstName: 'Adalovely', lastName: 'Lovelacey' };
    const { id } = await app.get(AccountCreation).createUser(HOST, person, { isVerified: true });
    await app.get(PasswordAssignment).set(HOST, id, 'a phrase that nobody knows 7');
    const [stored] = await app.sql<{ hash: string }>('SELECT password_hash AS hash FROM users WHERE id = $1', [id]);
    const careless: AuditRecord['changes'] = {
      email: [person.email, 'new@example.com'],
      last_name: ['', person.lastName],
      password_hash: [null, stored!.hash],
      secret: ['JBSWY3DPEHPK3PXP', null],
      backup_codes: [['aaaa-bbbb'], []],
    };
    await app.get(AuditLog).record({ action: 'user.changed', target: { type: 'user', id }, changes: careless, context: OPERATOR });
    await app.sql("UPDATE users SET closed_at = now() - interval '10 years' WHERE id = $1", [id]);
    expect(await app.get(AccountErasure).eraseDue()).toBe(1);
    const rows = await app.sql<{ row: string }>('SELECT t::text AS row FROM audit_log t');
    const names = [person.email, person.username, 'Adalovely', 'Lovelacey', 'Adaville', '1990-02-28'];
    const secrets = [...names, person.password, 'nobody knows', stored!.hash, 'JBSWY3DP', 'aaaa-bbbb'];
    const users = await app.sql<{ email: string; hash: string | null }>('SELECT email, password_hash AS hash FROM users');
    const all = [...secrets, 'new@example.com', ...users.flatMap(({ email, hash }) => (hash ? [email, hash] : [email]))];
    expect(all.filter((secret) => rows.some(({ row }) => row.includes(secret)))).toEqual([]);
    expect(await app.get(AuditLog).search({ targetId: id, limit: 1 })).toMatchObject([
      { changes: { email: ['***', '***'], last_name: [null, '***'], password_hash: [null, '***'], secret: ['***', null] } },
    ]);
  });

  it('begins with the first signing key, made by the system', async () => {
    const rows = await app.sql('SELECT seq::int, actor_kind, actor_id, actor_label, action FROM audit_log WHERE seq = 1');
    expect(rows).toEqual([{ seq: 1, actor_kind: 'system', actor_id: null, actor_label: null, action: 'signing_key.created' }]);
  });

  it('knows its actions: each was recorded in this story', async () => {
    for (const act of [auditedWebhook, failingWebhook, auditedPorting]) await act(app);
    const recorded = await app.sql<{ action: string }>('SELECT DISTINCT action FROM audit_log');
    expect(recorded.map(({ action }) => action).toSorted()).toEqual(AUDIT_ACTIONS.toSorted());
  });
});
