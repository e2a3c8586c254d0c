import type { TestingModule } from '@nestjs/testing';
import { Transaction } from '@castellan/data';
import { MailDeliveries, MailDeliveryList, Notifications } from '@castellan/notifications';
import { TestMailServer } from '../../support/notifications/mail-server.js';
import { eventually, forgetJobs, jobsThatAre, startMailing, verify } from '../../support/notifications/mailing.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

/** What operators see of the mails to an address, newest first. */
const seenOf = (app: TestingModule, recipient: string) => app.get(MailDeliveryList).page({ filters: { recipient }, limit: 10, offset: 0 });

describe('mails as operators see them', () => {
  let throwaway: ThrowawayDatabase | null = null;
  let server: TestMailServer;
  let app: TestingModule;
  beforeAll(async () => {
    throwaway = await throwawayDatabase();
    server = await TestMailServer.start();
    app = await startMailing(throwaway, { smtpUrl: server.url, inbox: false });
  });
  afterEach(async () => {
    await forgetJobs(app);
    server.refuses = null;
    server.received.length = 0;
  });
  afterAll(async () => {
    await app.close();
    await server.stop();
    await throwaway?.drop();
  });

  const seenAs = (to: string, state: string) =>
    eventually(
      () => seenOf(app, to),
      ([row]) => row?.['state'] === state,
    );

  it('are told by kind, time, state and the answer, and never by their text or the whole address', async () => {
    await app.get(Notifications).send(verify('Jan@Example.org'));
    const [row] = await seenAs('jan@example.org', 'sent');

    expect(row).toEqual({
      id: expect.any(String),
      kind: 'verify-email',
      recipient: 'J…@Example.org',
      state: 'sent',
      tries: 1,
      answer: expect.stringMatching(/^250 /),
      created_at: expect.any(Date),
      sent_at: expect.any(Date),
      user_id: null,
    });
    const [stored] = await app.get(Transaction).query('SELECT d::text AS row FROM mail_deliveries d WHERE id = $1', [row!['id']]);
    expect(JSON.stringify(stored)).not.toMatch(/jan@|a-secret-token|verify-account|localhost/i);
    expect(await seenOf(app, 'an@example.org')).toEqual([]);
    expect(await seenOf(app, 'J…@')).toEqual([row]);
  });

  it('are deferred with what the server said, without the address, then sent; and stay sent', async () => {
    server.refuses = { address: 'kim@example.org', code: 450 };
    await app.get(Notifications).send(verify('kim@example.org'));
    const [deferred] = await seenAs('kim@example.org', 'deferred');
    expect(deferred).toMatchObject({ answer: expect.stringMatching(/RCPT TO 450: 450 <…> is refused/), sent_at: null });

    server.refuses = null;
    const [sent] = await seenAs('kim@example.org', 'sent');
    expect(sent).toMatchObject({ id: deferred!['id'], answer: expect.stringMatching(/^250 /) });
    expect(sent!['tries']).toBeGreaterThan(1);
    await app.get(MailDeliveries).note(String(sent!['id']), { state: 'deferred', answer: 'told late' });
    expect(await seenOf(app, 'kim@example.org')).toEqual([sent]);
  });

  it('are failed when they are given up, and dropped when they are not sent', async () => {
    server.refuses = { address: 'leo@example.org', code: 550 };
    await app.get(Notifications).send(verify('leo@example.org'));
    expect(await seenAs('leo@example.org', 'failed')).toMatchObject([{ tries: 1, answer: expect.stringMatching(/550 <…> is refused/) }]);
    server.refuses = null;

    await app.get(Notifications).send({ to: 'liv@example.org', template: 'otp', data: { code: '042042', minutes: 0 } });
    expect(await seenAs('liv@example.org', 'dropped')).toMatchObject([{ kind: 'otp', tries: 0, answer: 'what it brings is dead' }]);
  });

  it('are failed with their last try', async () => {
    server.refuses = { address: 'max@example.org', code: 450 };
    await app.get(Notifications).send(verify('max@example.org'));
    await seenAs('max@example.org', 'deferred');
    await jobsThatAre(app, 'retry');
    await app.get(Transaction).query('UPDATE pgboss.job SET retry_limit = retry_count');

    await seenAs('max@example.org', 'failed');
    server.refuses = null;
  });

  it('arrive although nobody can note it, and go without a trace with a transaction that is rolled back', async () => {
    const alter = (how: string) => app.get(Transaction).query(`ALTER TABLE mail_deliveries ${how}`);
    await alter('ADD CONSTRAINT unnoted CHECK (sent_at IS NULL) NOT VALID');
    await app.get(Notifications).send(verify('ned@example.org'));
    await jobsThatAre(app, 'completed');
    expect(await seenOf(app, 'ned@example.org')).toMatchObject([{ state: 'queued' }]);
    await alter('DROP CONSTRAINT unnoted');

    const failing = app.get(Transaction).run(async () => {
      await app.get(Notifications).send(verify('ona@example.org'));
      throw new Error('The sign-up failed.');
    });
    await expect(failing).rejects.toThrow('The sign-up failed.');
    expect(await seenOf(app, 'ona@example.org')).toEqual([]);
  });

  it('name nobody once the account is erased', async () => {
    await app.get(Notifications).send(verify('pia@example.org'));
    const [row] = await seenAs('pia@example.org', 'sent');
    await app.get(MailDeliveries).forget('6b1e0f5c-3d4e-4f7a-9d5e-1b2c3d4e5f60', 'pia@example.org');

    expect(await seenOf(app, 'pia@example.org')).toEqual([]);
    expect(await app.get(MailDeliveryList).find([String(row!['id'])])).toEqual([{ ...row, recipient: null, answer: null }]);
  });
});
