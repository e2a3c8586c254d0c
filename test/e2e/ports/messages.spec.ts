import { MailRefused, Notifications, SmsDeliveries } from '@castellan/notifications';
import type { SmsReceipt } from '@castellan/notifications';
import { Logger } from '@nestjs/common';
import { eventually } from '../../support/app/eventually.js';
import { TestApp } from '../../support/app/test-app.js';
import { Carrier } from '../../support/examples/parts/carrier.js';
import { OurWords } from '../../support/examples/parts/our-words.js';
import { PostOffice } from '../../support/examples/parts/post-office.js';
import { RecordingServer } from '../../support/http/recording-server.js';
import { someone } from '../../support/people/people.js';

describe('transports and templates of the host', () => {
  let app: TestApp;
  let provider: RecordingServer;
  let mails: PostOffice;
  let carrier: Carrier;
  let words: OurWords;
  let numbers = 0;

  beforeAll(async () => {
    provider = await RecordingServer.start();
    [mails, carrier, words] = [new PostOffice(provider.url), new Carrier(provider.url), new OurWords()];
    app = await TestApp.start({}, [], { mailTransport: mails, smsTransport: carrier, templates: words });
  });
  afterAll(async () => {
    await provider.stop();
    await app.close();
  });
  beforeEach(() => {
    for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation();
  });
  afterEach(() => jest.restoreAllMocks());

  const signUp = async () => {
    const person = someone();
    const { status } = await app.client().post('/api/auth/signup/', person);
    return { ...person, status };
  };
  const arrived = (to: string) =>
    eventually(
      async () => provider.taken.filter((mail) => [mail['to']].flat().includes(to)),
      (seen) => seen.length > 0,
    );
  /** What failed comes again after a pause of the queue's own, by the clock of the database. */
  const tryAgain = () => app.sql(`UPDATE pgboss.job SET start_after = now() WHERE name IN ('mail', 'sms') AND state = 'retry'`);
  const waiting = async () => (await app.sql<{ id: string }>(`SELECT id FROM pgboss.job WHERE name = 'mail' AND state = 'retry'`)).length;

  describe('a mail', () => {
    it('leaves by the transport of the host, once, and what it brings works; the inbox sees none of it', async () => {
      const { email, status } = await signUp();
      const [mail] = await arrived(email);

      const link = new URL(/https?:\S+/.exec(String(mail?.['text']))![0]);
      const proof = { uid: link.searchParams.get('uid'), token: link.searchParams.get('token') };
      expect([status, (await app.client().post('/api/auth/verify-account/', proof)).status]).toEqual([201, 200]);
      expect(mail).toMatchObject({ to: [email], subject: expect.stringMatching(/Castellan/) as string });
      expect(await app.sql('SELECT id FROM dev_inbox')).toEqual([]);
      expect(provider.taken.filter(({ to }) => [to].flat().includes(email))).toHaveLength(1);
    });

    it.each([
      ['throws', () => jest.spyOn(mails, 'send').mockRejectedValueOnce(new Error('connect ECONNREFUSED'))],
      ['throws what is no error', () => jest.spyOn(mails, 'send').mockRejectedValueOnce(undefined)],
      ['answers 500', () => provider.statuses.push(500)],
    ])('is kept when the transport %s: nobody who signs up hears of it, and it leaves at the next try', async (_what, spoil) => {
      spoil();
      const { email, status } = await signUp();
      expect(status).toBe(201);
      await eventually(waiting, (count) => count === 1);

      await tryAgain();

      expect(await arrived(email)).toHaveLength(1);
    });

    it('holds up no other when the transport hangs', async () => {
      let letGo = (): void => {};
      jest.spyOn(mails, 'send').mockReturnValueOnce(new Promise((resolve) => (letGo = resolve)));
      const stuck = await signUp();
      const next = await signUp();

      expect([stuck.status, (await arrived(next.email)).length]).toEqual([201, 1]);
      letGo();
    });

    it('is given up when the transport refuses it for good, and counted so', async () => {
      jest.spyOn(mails, 'send').mockRejectedValueOnce(new MailRefused('the mailbox is closed'));
      const refused = () => app.get(Notifications).mailCounts().get('refused') ?? 0;
      const before = refused();
      await signUp();

      await eventually(
        async () => refused(),
        (count) => count === before + 1,
      );
    });

    it('speaks the words of the host where it has some, and else ours', async () => {
      const { email } = someone();
      await app.get(Notifications).send({ to: email, template: 'otp', data: { code: '042042', minutes: 5 } });

      expect(await arrived(email)).toMatchObject([
        { subject: 'Your code for Castellan', html: '<p>042042 is your code for Castellan.</p>' },
      ]);
    });

    it('is written by the default when the words of the host fail: no code is lost to a template', async () => {
      jest.spyOn(words, 'render').mockImplementationOnce(() => Promise.reject(new Error('no such partial')));
      const { email } = someone();
      await app.get(Notifications).send({ to: email, template: 'otp', data: { code: '042042', minutes: 5 } });

      expect(await arrived(email)).toMatchObject([{ subject: 'Your verification code' }]);
    });
  });

  describe('an SMS', () => {
    const send = async () => {
      const to = `+4917012345${String((numbers += 1)).padStart(2, '0')}`;
      const outcome = await app.get(Notifications).sendSms({ to, template: 'otp', data: { code: '042042' }, clientNetwork: '203.0.113.7' });
      return { to, outcome };
    };
    const delivery = async (to: string) => (await app.get(SmsDeliveries).list({ limit: 1, to }))[0];

    it('leaves by the transport of the host, whatever provider the configuration names', async () => {
      const { to, outcome } = await send();

      expect(outcome).toBe('queued');
      expect(await arrived(to)).toMatchObject([{ text: '042042 is your code for Castellan.' }]);
      expect(
        await eventually(
          () => delivery(to),
          (seen) => seen?.status === 'sent',
        ),
      ).toMatchObject({ provider: 'carrier' });
    });

    it('is followed by the name that the provider gave it', async () => {
      const { to } = await send();
      const { id } = (await eventually(
        () => delivery(to),
        (seen) => seen?.status === 'sent',
      ))!;
      await app.get(SmsDeliveries).applyStatus(id, 'delivered');

      expect(await delivery(to)).toMatchObject({ status: 'delivered' });
    });

    it.each([undefined, {}, { messageId: 7, status: 'gone' }])(
      'counts as sent, once, when the receipt is %j: it is paid for',
      async (receipt) => {
        const taken = jest.spyOn(carrier, 'send').mockResolvedValueOnce(receipt as unknown as SmsReceipt);
        const { to } = await send();

        expect(
          await eventually(
            () => delivery(to),
            (seen) => seen?.status === 'sent',
          ),
        ).toMatchObject({ error: null });
        expect(taken).toHaveBeenCalledTimes(1);
      },
    );

    it('comes again after a transport that throws anything, with a word for operators and without the number', async () => {
      jest.spyOn(carrier, 'send').mockImplementationOnce(({ to }) => Promise.reject(new Error(`no route to ${to}`)));
      const { to } = await send();
      await eventually(
        () => delivery(to),
        (seen) => seen?.error === 'transport',
      );
      await tryAgain();

      expect(await arrived(to)).toHaveLength(1);
    });
  });

  it('stops the start when a part lacks what it is there for, and names it', async () => {
    const start = (ports: object) => TestApp.start({}, [], ports);

    await expect(start({ mailTransport: { deliver: () => undefined } })).rejects.toThrow('ports.mailTransport: it has no method send().');
    await expect(start({ postOffice: mails })).rejects.toThrow('ports.postOffice: there is no such port. There are: clock, mailTransport');
  });
});
