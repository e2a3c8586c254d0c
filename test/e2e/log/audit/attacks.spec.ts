import { randomBytes } from 'node:crypto';
import { AuditVerification } from '@castellan/log';
import { AuditLibrary, SECRET } from '../../../support/log/audit-library.js';

const FORBIDDEN = { code: '2F003' }; // prohibited_sql_statement_attempted
const COLUMNS = 'actor_kind, actor_id, actor_label, action, target_type, target_id, changes, reason, trace_id, ip, key_id, mac';

describe(AuditVerification.name, () => {
  let audit: AuditLibrary;
  beforeAll(async () => {
    audit = await AuditLibrary.open();
  });
  beforeEach(async () => {
    await audit.empty();
    await audit.rows(6);
  });
  afterAll(() => audit.close());

  it('holds for what nobody touched, and for an empty log', async () => {
    expect(await audit.fault()).toBeNull();
    await audit.empty();
    expect(await audit.fault()).toBeNull();
  });

  it.each([
    ['the target', "target_id = 'somebody else'"],
    ['the actor', 'actor_id = gen_random_uuid()'],
    ['the time', "created_at = created_at - interval '1 ms'"],
    ['the changes', `changes = '{"name": ["before", "after"]}'`],
    ['the reason', "reason = 'because'"],
    ['the address', "ip = '192.0.2.1'"],
    ['the signature', "mac = decode(repeat('00', 32), 'hex')"],
  ])('names a row of which %s was altered', async (_, change) => {
    await audit.asOwner(`UPDATE audit_log SET ${change} WHERE seq = 3`);
    expect(await audit.fault()).toEqual({ seq: 3, problem: 'altered' });
  });

  it('names a row that was deleted from the middle', async () => {
    await audit.asOwner('DELETE FROM audit_log WHERE seq IN (2, 4)');
    expect(await audit.fault()).toEqual({ seq: 2, problem: 'missing' });
  });

  it('is not deceived when the rest moves up to close the gap', async () => {
    await audit.asOwner(
      'DELETE FROM audit_log WHERE seq = 3',
      'UPDATE audit_log SET seq = -seq WHERE seq > 3',
      'UPDATE audit_log SET seq = -seq - 1 WHERE seq < 0',
    );
    expect(await audit.seqs()).toEqual([1, 2, 3, 4, 5]);
    expect(await audit.fault()).toEqual({ seq: 3, problem: 'altered' });
  });

  it('names the first row of a tail that was cut off', async () => {
    await audit.asOwner('DELETE FROM audit_log WHERE seq > 4');
    expect(await audit.fault()).toEqual({ seq: 5, problem: 'missing' });
  });

  it('sees a cut tail when the note of the end is set back without the key', async () => {
    await audit.asOwner(
      'DELETE FROM audit_log WHERE seq > 4',
      'UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit_log WHERE seq = 4)',
    );
    expect(await audit.fault()).toEqual({ seq: 4, problem: 'head' });
  });

  it('does not have the next honest row bear witness for a cut tail (laundering)', async () => {
    await audit.asOwner(
      'DELETE FROM audit_log WHERE seq > 4',
      'UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit_log WHERE seq = 4)',
    );
    await audit.rows(2);
    expect(await audit.fault()).toEqual({ seq: 5, problem: 'altered' });
  });

  it('names a forged row at the end', async () => {
    await audit.sql(
      `INSERT INTO audit_log (seq, id, created_at, ${COLUMNS}) SELECT 7, gen_random_uuid(), created_at, ${COLUMNS} FROM audit_log WHERE seq = 6`,
    );
    expect(await audit.fault()).toEqual({ seq: 7, problem: 'altered' });
  });

  it('names a forged row before the first, and one in the place of another', async () => {
    await audit.sql(
      `INSERT INTO audit_log (seq, id, created_at, ${COLUMNS}) SELECT 0, gen_random_uuid(), created_at, ${COLUMNS} FROM audit_log WHERE seq = 1`,
    );
    expect(await audit.fault()).toEqual({ seq: 0, problem: 'altered' });
    await audit.asOwner(
      'DELETE FROM audit_log WHERE seq = 0',
      `UPDATE audit_log SET mac = '\\x${randomBytes(32).toString('hex')}', action = 'user.created' WHERE seq = 2`,
    );
    expect(await audit.fault()).toEqual({ seq: 2, problem: 'altered' });
  });

  it('names the first of two rows that changed places', async () => {
    await audit.asOwner(
      'UPDATE audit_log SET seq = 100 WHERE seq = 2',
      'UPDATE audit_log SET seq = 2 WHERE seq = 5',
      'UPDATE audit_log SET seq = 5 WHERE seq = 100',
    );
    expect(await audit.fault()).toEqual({ seq: 2, problem: 'altered' });
  });

  it('sees that the note of the end is gone, and appends nothing without it', async () => {
    await audit.asOwner('DELETE FROM audit_head');
    expect(await audit.fault()).toEqual({ seq: 6, problem: 'head' });
    await expect(audit.rename()).rejects.toThrow('head of the audit log is missing');
  });

  it('holds a log against a checkpoint: cut off with an old note of the end, emptied, written anew (rollback)', async () => {
    const [head] = await audit.sql<{ seq: string; mac: Buffer; key_id: string; seal: Buffer }>('SELECT * FROM audit_head');
    await audit.rows(2);
    const checkpoint = await audit.checkpoint();
    expect(await audit.fault(checkpoint)).toBeNull();

    const replayed = `UPDATE audit_head SET seq = 6, mac = '\\x${head!.mac.toString('hex')}', seal = '\\x${head!.seal.toString('hex')}'`;
    await audit.asOwner('DELETE FROM audit_log WHERE seq > 6', replayed);
    expect([await audit.fault(), await audit.fault(checkpoint)]).toEqual([null, { seq: 7, problem: 'missing' }]);
    await audit.rows(2); // by whoever has the key, too
    expect([await audit.fault(), await audit.fault(checkpoint)]).toEqual([null, { seq: 8, problem: 'checkpoint' }]);
    await audit.asOwner('DELETE FROM audit_log', 'UPDATE audit_head SET seq = 0, mac = NULL, key_id = NULL, seal = NULL');
    expect([await audit.fault(), await audit.fault(checkpoint)]).toEqual([null, { seq: 1, problem: 'missing' }]);
  });

  it('gives no checkpoint of an end that was tampered with', async () => {
    await audit.asOwner('DELETE FROM audit_log WHERE seq = 6');
    expect(await audit.checkpoint()).toBeNull();
    await audit.asOwner('UPDATE audit_head SET seq = 5, mac = (SELECT mac FROM audit_log WHERE seq = 5)');
    expect(await audit.checkpoint()).toBeNull();
  });

  it('goes on over a rotation of SECRET_KEY, and says when the former one is needed', async () => {
    const [next, other] = ['another secret key, of 32 bytes and more', 'a third secret key, of 32 bytes and more'];
    const both = await audit.withSecrets(next, SECRET);
    await audit.rename(both.log);
    expect(await both.verification.verify()).toEqual({ rows: 7, fault: null });
    const without = await audit.withSecrets(other, next);
    await audit.rename(without.log);
    expect((await without.verification.verify()).fault).toEqual({ seq: 1, problem: 'unknown_key' });
    const all = await audit.withSecrets(other, next, SECRET);
    expect(await all.verification.verify()).toEqual({ rows: 8, fault: null });
  });

  it('signs the end anew at the first start with a new secret, so that the former one may go without a break', async () => {
    const next = 'another secret key, of 32 bytes and more';
    await audit.withSecrets(next, SECRET);
    const { log } = await audit.withSecrets(next);
    await audit.rename(log);
    const all = await audit.withSecrets(next, SECRET);
    expect(await all.verification.verify()).toEqual({ rows: 7, fault: null });
  });
});

describe('the tables of the audit log', () => {
  let audit: AuditLibrary;
  beforeAll(async () => {
    audit = await AuditLibrary.open();
    await audit.rows(3);
  });
  afterAll(() => audit.close());

  it.each([
    "UPDATE audit_log SET reason = 'x'",
    "UPDATE audit_log SET reason = 'x' WHERE false",
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'TRUNCATE audit_log CASCADE',
    'DELETE FROM audit_head',
    'TRUNCATE audit_head',
    'UPDATE audit_head SET seq = 1',
    "UPDATE audit_head SET mac = decode(repeat('00', 32), 'hex')",
    'INSERT INTO audit_log SELECT * FROM audit_log WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET reason = NULL',
  ])('refuse %s', async (statement) => {
    await expect(audit.sql(statement)).rejects.toMatchObject(FORBIDDEN);
    expect(await audit.fault()).toBeNull();
  });

  it('refuse it, too, where triggers are switched off for the session', async () => {
    const attack = audit.transaction.run(async () => {
      await audit.sql("SET LOCAL session_replication_role = 'replica'");
      await audit.sql('DELETE FROM audit_log');
    });
    await expect(attack).rejects.toMatchObject(FORBIDDEN);
  });
});

describe('appending to the audit log', () => {
  let audit: AuditLibrary;
  beforeAll(async () => {
    audit = await AuditLibrary.open();
  });
  beforeEach(() => audit.empty());
  afterAll(() => audit.close());

  it('makes one chain without gaps of forty parallel transactions, of which some are rolled back', async () => {
    const one = (number: number): Promise<void> =>
      audit.transaction.run(async () => {
        await audit.rename();
        await audit.rename();
        if (number % 4 === 0) throw new Error('rolled back');
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, number) => one(number)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect(await audit.seqs()).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(await audit.fault()).toBeNull();
  });

  it('takes its lock last: transactions that append between other locks do not wait in a circle (deadlock)', async () => {
    await audit.sql('CREATE TABLE things (id int PRIMARY KEY)');
    await audit.sql('INSERT INTO things VALUES (1), (2)');
    const lock = (id: number) => audit.sql('SELECT 1 FROM things WHERE id = $1 FOR UPDATE', [id]);
    const work = (first: boolean): Promise<void> =>
      audit.transaction.run(async () => {
        if (!first) await lock(2);
        await audit.rename();
        await lock(2);
        await audit.rename();
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => work(index % 2 === 0)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await audit.seqs()).toHaveLength(40);
  });

  it('keeps what PostgreSQL cannot: NUL and half characters become marks, and the row still holds', async () => {
    const context = { ip: '127.0.0.1', userAgent: null, traceId: 'a\0b', actor: { kind: 'command_line', name: '\ud800root' } } as const;
    const changes = { name: ['a\0', `${'x'.repeat(499)}😀`], permissions: [[], ['b\udfff']] } as const;
    await audit.log.record({ action: 'group.changed', target: { type: 'group', id: 'g' }, changes, reason: '😀\0', context });
    const [row] = await audit.log.search({ limit: 1 });
    expect(row).toMatchObject({
      traceId: 'a\ufffdb',
      actorLabel: '\ufffdroot',
      reason: '😀\ufffd',
      changes: { permissions: [[], ['b\ufffd']] },
    });
    expect(row!.changes['name']).toEqual(['a\ufffd', 'x'.repeat(499)]);
    expect(await audit.fault()).toBeNull();
  });
});
