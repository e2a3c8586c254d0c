import type { TestingModule } from '@nestjs/testing';
import { Transaction } from '@castellan/data';
import { DevInbox, Notifications } from '@castellan/notifications';
import type { Mail } from '@castellan/notifications';
import { TestMailServer } from '../../support/notifications/mail-server.js';
import type { ReceivedMail } from '../../support/notifications/mail-server.js';
import { eventually, forgetJobs, jobsThatAre, startMailing, verify, VERIFY_LINK } from '../../support/notifications/mailing.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

let throwaway: ThrowawayDatabase | null = null;

beforeAll(async () => {
  throwaway = await throwawayDatabase();
});

afterAll(() => throwaway?.drop());

describe('mails over SMTP', () => {
  let server: TestMailServer;
  let app: TestingModule;
  const arrival = (): Promise<readonly ReceivedMail[]> =>
    eventually(
      () => server.received,
      ({ length }) => length === 1,
    );

  beforeAll(async () => {
    server = await TestMailServer.start();
    app = await startMailing(throwaway, { smtpUrl: server.url, inbox: false, mailsPerHour: 2 });
  });

  afterEach(async () => {
    await forgetJobs(app);
    server.received.length = 0;
  });

  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  it('arrive as text and HTML', async () => {
    await app.get(Notifications).send(verify('ada@example.org'));

    const [mail] = await arrival();

    expect(mail).toMatchObject({ to: ['ada@example.org'] });
    expect(mail!.source).toMatch(/^From: Castellan <no-reply@id.example.org>\r$/m);
    expect(mail!.source).toMatch(/^Subject: Confirm your e-mail address for Castellan\r$/m);
    expect(mail!.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail!.source).toMatch(/Content-Type: text\/plain[^]*Content-Type: text\/html/);
  });

  it('leave with the transaction, and not before', async () => {
    await app.get(Transaction).run(async () => {
      await app.get(Notifications).send(verify('bea@example.org'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(server.received).toHaveLength(0);
    });

    await arrival();
  });

  it('are never sent for a transaction that is rolled back', async () => {
    const failing = app.get(Transaction).run(async () => {
      await app.get(Notifications).send(verify('cid@example.org'));
      throw new Error('The sign-up failed.');
    });

    await expect(failing).rejects.toThrow('The sign-up failed.');
    await app.get(Notifications).send(verify('bob@example.org'));
    await jobsThatAre(app, 'completed');
    expect(server.received.map(({ to }) => to)).toEqual([['bob@example.org']]);
  });

  it('wait for a mail server that is down, while the caller does not', async () => {
    await server.stop();
    const before = performance.now();
    await app.get(Transaction).run(() => app.get(Notifications).send(verify('dan@example.org')));
    expect(performance.now() - before).toBeLessThan(1000);
    const [job] = await jobsThatAre(app, 'retry');

    await server.startAgain();

    await arrival();
    await jobsThatAre(app, 'completed');
    expect(JSON.stringify(job)).not.toContain('example.org');
  });

  it('wait for a mail server that takes connections and says nothing, while the caller does not, and arrive once', async () => {
    server.hangs = true;
    const before = performance.now();
    await app.get(Notifications).send(verify('ivy@example.org'));
    expect(performance.now() - before).toBeLessThan(1000);
    await jobsThatAre(app, 'retry');

    server.hangs = false;
    await jobsThatAre(app, 'completed');
    expect(server.received.map(({ to }) => to)).toEqual([['ivy@example.org']]);
  }, 60_000);

  it('are given up at once when the mail server refuses the recipient for good', async () => {
    server.refuses = { address: 'gone@example.org', code: 550 };

    await app.get(Notifications).send(verify('gone@example.org'));

    const [job] = await jobsThatAre(app, 'completed');
    expect(job).toMatchObject({ retry_count: 0 });
    expect(app.get(Notifications).mailCounts().get('refused')).toBe(1);
  });

  it('are tried again when the recipient is refused for now', async () => {
    server.refuses = { address: 'greylisted@example.org', code: 450 };

    await app.get(Notifications).send(verify('greylisted@example.org'));

    const [job] = await jobsThatAre(app, 'retry');
    expect(JSON.stringify(job)).not.toContain('greylisted');
    expect(job).toMatchObject({ output: { message: expect.stringMatching(/RCPT TO 450: 450 .*is refused/) } });
    server.refuses = null;
    await arrival();
  });

  it('are greeted for by a name, not by an address', async () => {
    await app.get(Notifications).send(verify('fay@example.org'));
    await arrival();

    expect([...server.greetings]).toEqual(['id.example.org']);
  });

  it('reach an international domain, and no mailbox whose name the server cannot carry (SMTPUTF8)', async () => {
    await server.stop();
    server.hasUtf8 = false;
    await server.startAgain();
    const before = app.get(Notifications).mailCounts().get('refused')!;
    for (const to of ['gil@bücher.example', 'zoë@example.org']) await app.get(Notifications).send(verify(to));

    await jobsThatAre(app, 'completed', 2);
    expect(server.received.map(({ source }) => /^To: .*$/m.exec(source)?.[0].trim())).toEqual(['To: gil@xn--bcher-kva.example']);
    expect(app.get(Notifications).mailCounts().get('refused')).toBe(before + 1);
    await server.stop();
    server.hasUtf8 = true;
    await server.startAgain();
  });

  it('reach a mailbox with such a name where the server can', async () => {
    await app.get(Notifications).send(verify('zoë@example.org'));

    const [mail] = await arrival();
    expect(mail!.to).toEqual(['zoë@example.org']);
  });

  it('are dropped when the code in them died while they waited', async () => {
    const dead: Mail = { to: 'hal@example.org', template: 'otp', data: { code: '042042', minutes: 0 } };
    await app.get(Notifications).send(dead);

    await jobsThatAre(app, 'completed');
    expect(server.received).toEqual([]);
    expect(app.get(Notifications).mailCounts().get('expired')).toBe(1);
  });

  it('do not flood a mailbox, silently', async () => {
    for (let sent = 0; sent < 4; sent++) await app.get(Notifications).send(verify('eva@example.org'));

    await jobsThatAre(app, 'completed', 4);
    expect(server.received).toHaveLength(2);
  });
});

describe('the development inbox', () => {
  it('shows what the queue delivered, and the job table tells nothing of it', async () => {
    const app = await startMailing(throwaway);
    await app.get(Notifications).send(verify('Ada@Example.org'));

    const rows = await jobsThatAre(app, 'completed');

    const [mail] = await app.get(DevInbox).list('ada@example.ORG');
    expect(mail).toMatchObject({
      channel: 'email',
      to: 'Ada@Example.org',
      subject: 'Confirm your e-mail address for Castellan',
      code: null,
    });
    expect(mail!.links).toEqual([VERIFY_LINK]);
    expect(mail!.html).toContain('</html>');
    expect(JSON.stringify(rows)).not.toMatch(/ada@|secret-token|verify-account/i);
    await app.close();
  });
});
