import { randomInt } from 'node:crypto';
import { clientNetwork, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { DevInbox, Notifications, SmsDeliveries } from '@castellan/notifications';
import type { SmsOutcome } from '@castellan/notifications';
import { aUser, signInBearer } from '../../support/people/people.js';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';

const HOUR_MS = 3_600_000;
const OPERATORS = 'operators@example.org';

describe('SMS pumping', () => {
  const app = withApp({ SMS_PREFIXES: '+49,+43', OPERATORS_EMAIL: OPERATORS });
  afterEach(async () => {
    jest.restoreAllMocks();
    await app.advance(25 * HOUR_MS); // every budget is whole again
    await app.sql('DELETE FROM sms_deliveries');
    await app.get(DevInbox).clear();
  });

  const someNumber = (): string => `+4917${String(randomInt(1e8)).padStart(8, '0')}`;
  const someNetwork = (): string => `10.${String(randomInt(256))}.${String(randomInt(256))}.${String(randomInt(256))}`;
  const sms = (to = someNumber(), network = someNetwork()): Promise<SmsOutcome> =>
    app.get(Notifications).sendSms({ to, template: 'otp', data: { code: '123456' }, clientNetwork: network });
  const proof = (): Promise<SmsOutcome> =>
    app
      .get(Notifications)
      .sendSms({ to: someNumber(), template: 'otp', data: { code: '123456' }, clientNetwork: someNetwork(), provesNumber: true });
  const times = (count: number, work: () => Promise<SmsOutcome>): Promise<SmsOutcome[]> => Promise.all(Array.from({ length: count }, work));
  const counted = (outcomes: readonly SmsOutcome[]): Record<string, number> => {
    const names = outcomes.map((outcome) => (outcome === 'queued' ? outcome : outcome.refused));
    return Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]));
  };
  const mailsToOperators = async () => (await app.get(DevInbox).list(OPERATORS)).map(({ text }) => text.replace(/\s+/g, ' '));
  const stopped = (why: RegExp) => eventually(mailsToOperators, (texts) => texts.some((text) => why.test(text)));

  it('reaches no country that is not allowed, nor what is no number', async () => {
    const outcomes = [
      await sms('+88213123456'),
      await sms('+4912'),
      await sms('+43123456789'),
      await sms('4917012345678'),
      await sms('+49 170 1'),
    ];

    expect(outcomes.map((outcome) => outcome === 'queued')).toEqual([false, false, true, false, false]);
    expect(outcomes[0]).toEqual({ refused: 'sms_prefix' });
  });

  it('of one number gets five messages an hour, however many networks ask at once', async () => {
    const number = someNumber();

    expect(counted(await times(20, () => sms(number)))).toEqual({ queued: 5, sms_number_limit: 15 });
    await app.advance(HOUR_MS);
    expect(await sms(number)).toBe('queued');
  });

  it('by one /64 gets twenty messages a day, however many numbers and addresses it has', async () => {
    const anyAddress = (): string => clientNetwork(`2001:db8:1:2::${randomInt(65_536).toString(16)}`);

    expect(counted(await times(40, () => sms(someNumber(), anyAddress())))).toEqual({ queued: 20, sms_network_limit: 20 });
    await app.advance(HOUR_MS);
    expect(await sms(someNumber(), anyAddress())).toEqual({ refused: 'sms_network_limit' });
    expect(await sms()).toBe('queued');
  });

  it('spends nothing of a number, a network or of all by requests that are refused', async () => {
    const [number, network] = [someNumber(), someNetwork()];
    expect(counted(await times(20, () => sms(number, network)))).toEqual({ queued: 5, sms_number_limit: 15 });
    expect(counted(await times(20, () => sms(someNumber(), network)))).toEqual({ queued: 15, sms_network_limit: 5 });
    const another = someNumber();
    await times(150, () => sms(another, network));

    expect(counted(await times(20, () => sms(another)))).toEqual({ queued: 5, sms_number_limit: 15 });
  });

  it('by everybody gets a hundred messages an hour; then SMS stops for an hour, and the operators get one mail', async () => {
    const outcomes = counted(await times(150, () => sms()));
    expect(outcomes).toMatchObject({ queued: 100 });
    expect(await sms()).toEqual({ refused: 'sms_stopped' });

    await stopped(/the budget of the hour is spent/);
    await app.advance(HOUR_MS - 60_000);
    expect(await sms()).toEqual({ refused: 'sms_stopped' });
    await app.advance(60_000);
    expect(await sms()).toBe('queued');
    expect(await mailsToOperators()).toHaveLength(1);
  });

  it('by everybody gets a thousand messages a day', async () => {
    const store = app.app.get<EphemeralStore>(EphemeralStore, { strict: false });
    for (let spent = 0; spent < 980; spent += 1) await store.increment('sms:day', 24 * HOUR_MS);

    expect(counted(await times(40, () => sms()))).toMatchObject({ queued: 20 });
    await app.advance(HOUR_MS);
    expect(await sms()).toEqual({ refused: 'sms_stopped' });
    expect(await stopped(/the budget of the day is spent/)).toHaveLength(1);
    await app.advance(23 * HOUR_MS);
    expect(await sms()).toBe('queued');
  });

  it('is stopped when more than half of twenty messages fail, and the operators get one mail', async () => {
    await times(20, () => sms());
    const taken = await eventually(
      () => app.get(SmsDeliveries).list({ limit: 20, status: 'delivered' }),
      ({ length }) => length === 20,
    );
    await app.sql(`UPDATE sms_deliveries SET status = 'sent'`);
    const fail = (from: number, to: number): Promise<unknown> =>
      Promise.all(taken.slice(from, to).map(({ id }) => app.get(SmsDeliveries).applyStatus(id, 'undelivered', '30003')));

    await fail(0, 10);
    expect(await sms()).toBe('queued');
    await app.sql(`DELETE FROM sms_deliveries WHERE status = 'queued' OR status = 'delivered'`);
    await fail(10, 20);
    expect(await sms()).toEqual({ refused: 'sms_stopped' });
    expect(await stopped(/more than half of the messages of the last hour failed/)).toHaveLength(1);
  });

  it('by fresh accounts takes half of the hour at most: who has proven a number signs in by SMS all the same', async () => {
    const phone = someNumber();
    const owner = await signInBearer(app, await aUser(app));
    const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
    const newest = async (count: number): Promise<string> => (await app.mailTo(phone, count)).code!;
    await post('phone', { phone }, owner.bearer);
    await post('phone/confirm', { code: await newest(1) }, owner.bearer);
    await app.advance(61 * 60_000);
    const strangers = await Promise.all(Array.from({ length: 34 }, async () => signInBearer(app, await aUser(app))));
    for (const { bearer } of strangers) for (let n = 0; n < 3; n += 1) await post('phone', { phone: someNumber() }, bearer);

    expect(await app.sql(`SELECT line, count(*)::int AS sent FROM sms_deliveries WHERE line = 'new' GROUP BY 1`)).toEqual([
      { line: 'new', sent: 51 },
    ]);
    await post('otp/request', { identifier: phone });
    expect((await post('otp/verify', { identifier: phone, otp_code: await newest(2) })).body).toMatchObject({ success: true });
    expect(await stopped(/not proven have spent their half of the hour/)).toHaveLength(1);
  });

  it('to numbers where nothing arrives stops proofs alone, not who signs in by SMS', async () => {
    await times(20, proof);
    await eventually(
      () => app.get(SmsDeliveries).list({ limit: 20, status: 'delivered' }),
      ({ length }) => length === 20,
    );
    await app.sql(`UPDATE sms_deliveries SET status = 'sent'`);
    for (const { providerMessageId } of await app.get(SmsDeliveries).list({ limit: 20 }))
      await app.get(SmsDeliveries).applyStatus(providerMessageId!, 'undelivered', '30003');

    expect([await proof(), await sms()]).toEqual([{ refused: 'sms_stopped' }, 'queued']);
  });

  it('of the day spends half at most by numbers that are not proven', async () => {
    const store = app.app.get<EphemeralStore>(EphemeralStore, { strict: false });
    for (let spent = 0; spent < 490; spent += 1) await store.increment('sms:new:day', 24 * HOUR_MS);

    expect(counted(await times(20, proof))).toMatchObject({ queued: 10 });
    expect(await sms()).toBe('queued');
  });

  it('is not possible while nobody counts: no message leaves without the store', async () => {
    const store = app.app.get<EphemeralStore>(EphemeralStore, { strict: false });
    jest.spyOn(store, 'increment').mockRejectedValue(new Unavailable());

    expect(await sms()).toEqual({ refused: 'sms_store_away' });
    expect(await app.sql('SELECT id FROM sms_deliveries')).toEqual([]);
  });
});
