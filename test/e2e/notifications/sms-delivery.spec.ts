import { Clock, randomToken, SecretKeys } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import { DevInbox, Notifications, NotificationsModule, SmsDeliveries } from '@castellan/notifications';
import type { Sms, SmsDeliveryRecord, SmsOptions } from '@castellan/notifications';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { ConsoleLogger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { eventually } from '../../support/app/eventually.js';
import { FakeClock } from '../../support/app/fake-clock.js';
import { NO_SMS } from '../../support/notifications/sms-options.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';
import { TwilioServer } from '../../support/notifications/twilio-server.js';

const CODE = '804417';
const FROM = '+15005550006';
const secretKeys = new SecretKeys([randomToken()]);
const plenty = { numberPerHour: 1e6, networkPerDay: 1e6, perHour: 1e6, perDay: 1e6 };
const logged: string[] = [];
let throwaway: ThrowawayDatabase | null = null;

beforeAll(async () => {
  throwaway = await throwawayDatabase();
});
afterAll(() => throwaway?.drop());

/** What the service says, for those who look for numbers and codes in it. */
class Listening extends ConsoleLogger {
  protected override printMessages(messages: unknown[]): void {
    logged.push(...messages.map(String));
  }
}

async function start(sms: Partial<SmsOptions>, clock = new FakeClock()): Promise<TestingModule> {
  const options = {
    smtpUrl: null,
    from: 'no-reply@id.example.org',
    appName: 'Castellan',
    codeHost: 'id.example.org',
    inbox: true,
    secretKeys,
  };
  const notifications = NotificationsModule.forRoot({ ...options, mailsPerHour: 5, sms: { ...NO_SMS, allowances: plenty, ...sms } });
  const database = throwaway ? { kind: 'postgres' as const, url: throwaway.url } : { kind: 'embedded' as const, directory: null };
  const redisUrl = throwaway ? (process.env['REDIS_URL'] ?? null) : null;
  const data = DataModule.forRoot({ database, redisUrl, secretKeys, tables: [NOTIFICATIONS_TABLES] });
  const module = await Test.createTestingModule({ imports: [data, notifications] })
    .overrideProvider(Clock)
    .useValue(clock)
    .setLogger(new Listening())
    .compile();
  return module.init();
}

describe('SMS', () => {
  let app: TestingModule;
  let clock: FakeClock;
  let twilio: TwilioServer;
  let numbers = 0;
  const to = (): string => `+4917012345${String(numbers).padStart(2, '0')}`;
  const sms = (): Sms => ({ to: to(), template: 'otp', data: { code: CODE }, clientNetwork: '203.0.113.7' });
  const send = () => app.get(Notifications).sendSms(sms());
  const sql = <T>(text: string) => app.get(Transaction).query<T>(text);
  /** The delivery to the number of this test, once it is so. */
  const delivery = (holds: (seen: SmsDeliveryRecord) => boolean) =>
    eventually(async () => (await app.get(SmsDeliveries).list({ limit: 1, to: to() }))[0]!, holds);
  const askedHere = () => twilio.asked.filter((form) => form['To'] === to());

  beforeAll(async () => {
    twilio = await TwilioServer.start();
    const { accountSid, authToken, url: apiUrl } = twilio;
    clock = new FakeClock();
    app = await start({ provider: { kind: 'twilio', accountSid, authToken, from: FROM, apiUrl } }, clock);
  });
  afterAll(async () => {
    await app.close();
    await twilio.stop();
  });
  beforeEach(() => {
    numbers += 1;
  });

  it('go out by Twilio, whose name for the message is kept', async () => {
    expect(await send()).toBe('queued');

    const kept = await delivery(({ providerMessageId }) => providerMessageId !== null);
    expect(kept).toMatchObject({ recipient: `+49…${to().slice(-2)}`, provider: 'twilio', status: 'queued', error: null });
    expect(kept.providerMessageId).toBe(twilio.taken.at(-1));
    expect(askedHere()).toEqual([
      {
        To: to(),
        From: FROM,
        Body: `Your verification code is: ${CODE}`,
        ValidityPeriod: '300',
        StatusCallback: 'https://id.example.org/api/webhooks/twilio/',
      },
    ]);
  });

  it('leave with the transaction, and never for one that is rolled back', async () => {
    const failing = app.get(Transaction).run(async () => {
      await send();
      throw new Error('rolled back');
    });

    await expect(failing).rejects.toThrow('rolled back');
    expect(await app.get(SmsDeliveries).list({ limit: 1, to: to() })).toEqual([]);
    expect(await sql(`SELECT id FROM pgboss.job WHERE name = 'sms' AND state <> 'completed'`)).toEqual([]);
  });

  it.each([
    [400, 21211],
    [401, 20003],
    [403, 21610],
  ])('are given up at once when Twilio refuses them for good: %i', async (status, code) => {
    twilio.refusals.push({ status, code });
    await send();

    expect(await delivery((seen) => seen.status === 'failed')).toMatchObject({ error: String(code), providerMessageId: null });
    expect(askedHere()).toHaveLength(1);
  });

  it.each([
    [429, 20429],
    [503, 20503],
  ])('are tried again when Twilio cannot take them now: %i', async (status, code) => {
    twilio.refusals.push({ status, code });
    await send();

    expect(await delivery((seen) => seen.error !== null || seen.providerMessageId !== null)).toMatchObject({
      error: String(code),
      status: 'queued',
    });
    expect(await delivery(({ providerMessageId }) => providerMessageId !== null)).toMatchObject({ status: 'queued', error: null });
    expect(askedHere()).toHaveLength(2);
  });

  it('wait for a Twilio that is away, and not longer than anybody waits for a code', async () => {
    await twilio.stop();
    await send();
    expect(await delivery(({ error }) => error !== null)).toMatchObject({
      error: expect.stringMatching(/^ECONN/) as string,
      status: 'queued',
    });
    clock.advance(5 * 60_000);

    expect(await delivery(({ status }) => status === 'failed')).toMatchObject({ error: 'expired' });
    await twilio.startAgain();
    expect(askedHere()).toEqual([]);
  });

  it('are doubled at most, never lost, when the process is killed between the answer of Twilio and its note', async () => {
    await sql(`CREATE FUNCTION killed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$`);
    await sql(`CREATE TRIGGER killed BEFORE UPDATE ON sms_deliveries FOR EACH ROW WHEN (NEW.provider_message_id IS NOT NULL)
      EXECUTE FUNCTION killed()`);
    await send();
    await eventually(
      async () => askedHere(),
      ({ length }) => length === 1,
    );
    await sql('DROP TRIGGER killed ON sms_deliveries');

    const kept = await delivery(({ providerMessageId }) => providerMessageId !== null);
    expect(askedHere().length).toBeLessThanOrEqual(2);
    expect(kept.providerMessageId).toBe(twilio.taken.at(-1));
  });

  it('go out once when a job runs again after its note', async () => {
    await send();
    await delivery(({ providerMessageId }) => providerMessageId !== null);
    await eventually(
      () => sql<{ id: string }>(`SELECT id FROM pgboss.job WHERE name = 'sms' AND state <> 'completed'`),
      ({ length }) => length === 0,
    );
    await sql(`UPDATE pgboss.job SET state = 'retry', completed_on = NULL WHERE name = 'sms'`);

    await eventually(
      () => sql<{ id: string }>(`SELECT id FROM pgboss.job WHERE name = 'sms' AND state <> 'completed'`),
      ({ length }) => length === 0,
    );
    expect(askedHere()).toHaveLength(1);
  });

  it('leave neither number nor code in any row or log line', async () => {
    await send();
    await delivery(({ providerMessageId }) => providerMessageId !== null);

    const tables = await sql<{ name: string }>(`SELECT table_schema || '.' || quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss')`);
    for (const { name } of tables) {
      const rows = JSON.stringify(await sql(`SELECT t::text FROM ${name} AS t`));
      expect(rows.includes(CODE) ? name : null).toBeNull();
      expect(rows.includes('17012345') ? name : null).toBeNull();
    }
    expect(logged.join('\n')).toMatch(/is given up: 21211/);
    expect(logged.join('\n')).not.toMatch(new RegExp(`${CODE}|17012345|${twilio.authToken}`));
  });

  it('are listed for operators, newest first, page by page', async () => {
    for (let i = 0; i < 3; i += 1) {
      await send();
      clock.advance(1000);
    }

    const all = await app.get(SmsDeliveries).list({ limit: 10, to: to() });
    const first = await app.get(SmsDeliveries).list({ limit: 2, to: to() });
    const second = await app.get(SmsDeliveries).list({ limit: 2, to: to(), after: first.at(-1)! });
    expect([...first, ...second].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(all.map(({ createdAt }) => createdAt.getTime())).toEqual(
      [...all.map(({ createdAt }) => createdAt.getTime())].sort((a, b) => b - a),
    );
    expect(await app.get(SmsDeliveries).list({ limit: 10, to: to(), status: 'failed' })).toEqual([]);
  });
});

describe('SMS without a provider', () => {
  it('are shown in the development inbox, with their code', async () => {
    const app = await start({ provider: { kind: 'inbox' } });
    await app.get(Notifications).sendSms({ to: '+43123456789', template: 'otp', data: { code: CODE }, clientNetwork: '::1' });

    const [message] = await eventually(
      () => app.get(DevInbox).list('+43123456789'),
      ({ length }) => length === 1,
    );
    expect(message).toMatchObject({ channel: 'sms', subject: null, html: null, text: `Your verification code is: ${CODE}`, code: CODE });
    const [kept] = await eventually(
      () => app.get(SmsDeliveries).list({ limit: 1, to: '+43123456789' }),
      ([first]) => first?.status === 'delivered',
    );
    expect(kept).toMatchObject({ provider: 'inbox', recipient: '+43…89' });
    await app.close();
  });

  it('are refused where SMS is off, and nothing is kept', async () => {
    const app = await start({});
    const outcome = await app
      .get(Notifications)
      .sendSms({ to: '+43123456780', template: 'otp', data: { code: CODE }, clientNetwork: '::1' });

    expect(outcome).toEqual({ refused: 'sms_off' });
    expect(await app.get(SmsDeliveries).list({ limit: 1, to: '+43123456780' })).toEqual([]);
    await app.close();
  });
});
