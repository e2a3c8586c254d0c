import { randomUUID } from 'node:crypto';
import { AccountStatus, localOperator, UserDirectory } from '@castellan/accounts';
import { AuditLog, AuditVerification } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import { HOST, OPERATOR } from '../../../support/people/operators.js';
import { aUser } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

const app = withApp();

const seqs = (): Promise<readonly number[]> =>
  app.sql<{ seq: number }>('SELECT seq::int FROM audit_log ORDER BY seq').then((rows) => rows.map(({ seq }) => seq));
const fault = async () => (await app.get(AuditVerification).verify()).fault;
const aUserId = async (): Promise<string> => (await app.get(UserDirectory).findByName(await aUser(app)))!.id;

describe(AuditLog.name, () => {
  it('makes one chain of twenty operators at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, aUserId));
    const before = (await seqs()).length;
    await Promise.all(
      ids.flatMap((id) => [app.get(AccountStatus).setStaff(HOST, id, true), app.get(AccountStatus).setActive(HOST, [id], false)]),
    );
    const after = await seqs();
    expect(after).toEqual(Array.from({ length: before + 20 }, (_, index) => index + 1));
    expect(await fault()).toBeNull();
  });

  it('is searched by actor, target, action and time, page by page, the newest first', async () => {
    const [id, actorId] = [await aUserId(), randomUUID()];
    const context: OperatorContext = { ...OPERATOR, actor: { kind: 'user', id: actorId } };
    const from = app.clock.now();
    for (const value of [true, false, true, false]) await app.get(AccountStatus).setStaff(localOperator(context), id, value);
    const log = app.get(AuditLog);
    const first = await log.search({ actorId, targetType: 'user', targetId: id, action: 'user.changed', from, limit: 3 });
    const second = await log.search({ actorId, before: first.at(-1)!.seq, limit: 3 });
    expect([...first, ...second].map(({ changes }) => changes['is_staff'])).toEqual([
      [true, false],
      [false, true],
      [true, false],
      [false, true],
    ]);
    expect(await log.search({ actorId, to: from, limit: 3 })).toEqual([]);
    expect(await log.search({ actorId, action: 'group.deleted', limit: 3 })).toEqual([]);
  });
});
