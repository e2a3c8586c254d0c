import { AccountCreation, AccountDeletion, because, SignInFailed } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { Signals } from '@castellan/signals';
import { WebhookDeliveries, WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { HOST } from '../../support/people/operators.js';
import { aUser, someone } from '../../support/people/people.js';
import { idOf } from '../../support/people/second-factor.js';
import { isSignedBy, verified, WebhookReceiver } from '../../support/webhooks/receiver.js';

const DAY_MS = 24 * 3_600_000;

describe(WebhookDeliveries.name, () => {
  const app = withApp({ WEBHOOK_ALLOW: '127.0.0.0/8' });
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await WebhookReceiver.open();
  });
  afterEach(async () => {
    await app.sql('DELETE FROM webhook_deliveries');
    for (const { id } of await app.sql<{ id: string }>('SELECT id FROM webhook_endpoints')) await endpoints().delete(HOST, id);
    await receiver.close();
  });

  const endpoints = (): WebhookEndpoints => app.get(WebhookEndpoints);
  const anEndpoint = (...events: string[]) => endpoints().create(HOST, { url: receiver.url, events });
  const rows = () =>
    app.sql<{ id: string; state: string; tries: number; status: number | null; error: string | null; body: string | null }>(
      'SELECT id, state, tries, status, error, body FROM webhook_deliveries ORDER BY created_at, id',
    );
  const settled = (state: string) => eventually(rows, (seen) => seen.length > 0 && seen.every((row) => row.state === state));
  const newUser = () => app.get(AccountCreation).createUser(HOST, someone());

  it('tells what happened, signed as the standard has it', async () => {
    const { secret } = await anEndpoint('user_registered');
    const user = await newUser();
    const [got] = await receiver.told('user_registered');

    expect(verified(secret, got!)).toEqual({
      type: 'user_registered',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { user_id: user.id, email: user.email, is_verified: expect.any(Boolean) },
    });
    expect(got!.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
    expect(await settled('delivered')).toMatchObject([{ tries: 1, status: 204, error: null }]);
  });

  it('tells nothing of what was rolled back, and nothing that was not asked for', async () => {
    await anEndpoint('user_registered');
    const failing = app.get(Transaction).run(async () => {
      await newUser();
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await app.client().post('/api/auth/login/', someone());

    expect(await rows()).toEqual([]);
  });

  it('tells of what has no transaction, too', async () => {
    await anEndpoint('sign_in_failed');
    const user = await aUser(app);
    await app.client().post('/api/auth/login/', { email: user.email, password: 'quite another one 7' });
    const [got] = await receiver.told('sign_in_failed');

    expect(JSON.parse(got!.body)).toMatchObject({ data: { user_id: await idOf(app, user), reason: expect.any(String) } });
  });

  it('enqueues nothing while nobody wants it: a failed sign-in costs no job', async () => {
    const jobs = async () => (await app.sql("SELECT 1 FROM pgboss.job WHERE name LIKE 'signals.Webhook%'")).length;
    const madeByFailure = async () => {
      const before = await jobs();
      await app.client().post('/api/auth/login/', someone());
      return (await jobs()) - before;
    };
    await anEndpoint('user_registered');

    expect(await eventually(madeByFailure, (made) => made === 0, 5_000)).toBe(0); // once the node has read what is wanted
  });

  it('tries again what fails, with the same id', async () => {
    let times = 0;
    receiver.answers(() => ({ status: (times += 1) === 1 ? 500 : 200 }));
    const { secret } = await anEndpoint('user_registered');
    await newUser();
    const [first, second] = await receiver.told('user_registered', 2);

    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(verified(secret, second!)).toEqual(verified(secret, first!));
    expect(await settled('delivered')).toMatchObject([{ tries: 2, status: 200 }]);
  });

  it('signs with both secrets for a day after a rotation, and with the new one alone after it', async () => {
    const { secret, endpoint } = await anEndpoint('user_registered');
    const rotated = await endpoints().rotate(HOST, endpoint.id);
    await newUser();
    const [got] = await receiver.told('user_registered');
    expect([secret, rotated].map((one) => isSignedBy(one, got!))).toEqual([true, true]);

    await app.advance(DAY_MS);
    await newUser();
    const [, later] = await receiver.told('user_registered', 2);
    expect(later!.headers['webhook-signature']!.split(' ')).toHaveLength(1);
    await app.advance(-DAY_MS);
  });

  it('follows no redirect', async () => {
    const other = await WebhookReceiver.open();
    receiver.answers({ status: 307, headers: { location: other.url } });
    await anEndpoint('user_registered');
    await newUser();
    const seen = await eventually(rows, ([row]) => row?.tries === 1);

    expect(seen).toMatchObject([{ state: 'waiting', error: 'it answered 307, and redirects are not followed' }]);
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('is told again once by twenty parallel replays, with the same id and a new time', async () => {
    await anEndpoint('user_registered');
    await newUser();
    const [first] = await receiver.told('user_registered');
    const [row] = await settled('delivered');
    const replays = Array.from({ length: 20 }, () => app.get(WebhookDeliveries).replay(HOST, row!.id));
    const outcomes = await Promise.allSettled(replays);
    const [, second] = await receiver.told('user_registered', 2);
    await settled('delivered');

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(receiver.received.length - 1);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  });

  it('has all its tries again when it is replayed after it failed for good', async () => {
    receiver.answers({ status: 500 });
    await anEndpoint('user_registered');
    await newUser();
    const [row] = await eventually(rows, ([seen]) => seen?.tries === 1);
    await app.sql("UPDATE webhook_deliveries SET state = 'failed', tries = 11, next_try_at = NULL");
    await app.get(WebhookDeliveries).replay(HOST, row!.id);

    expect(await eventually(rows, ([seen]) => seen?.tries === 2)).toMatchObject([{ state: 'waiting', status: 500 }]);
  });

  it('forgets what it told of who is erased, but tells that they are', async () => {
    await anEndpoint('user_registered', 'account_erased');
    const { id } = await newUser();
    await settled('delivered');
    await app.get(AccountDeletion).delete(because(HOST, 'They asked for it.'), id);
    const [got] = await receiver.told('account_erased');

    expect(JSON.parse(got!.body)).toMatchObject({ data: { user_id: id } });
    const kept = await app.sql<{ event: string }>('SELECT event FROM webhook_deliveries WHERE body IS NOT NULL OR user_id IS NOT NULL');
    expect(kept).toEqual([{ event: 'account_erased' }]);
  });

  it('keeps nothing of who is erased that comes in late: a failed sign-in is told after it happened', async () => {
    await anEndpoint('sign_in_failed', 'account_erased');
    const { id } = await newUser();
    await app.get(AccountDeletion).delete(because(HOST, 'They asked for it.'), id);
    await app.get(Signals).publish(new SignInFailed({ userId: id, reason: 'invalid_credentials' }));
    await app.get(Signals).publish(new SignInFailed({ userId: null, reason: 'invalid_credentials' }));
    await receiver.told('sign_in_failed');

    expect(await app.sql('SELECT 1 FROM webhook_deliveries WHERE user_id = $1', [id])).toEqual([]);
    expect(receiver.received.filter(({ body }) => body.includes(id)).map(({ body }) => JSON.parse(body).type)).toEqual(['account_erased']);
  });

  it('keeps no address and no secret where others look: rows, jobs, the audit log', async () => {
    receiver.answers({ status: 500 });
    const { secret } = await endpoints().create(HOST, { url: `${receiver.url}?token=of-the-receiver`, events: ['user_registered'] });
    const { email } = await newUser();
    await eventually(rows, ([row]) => row?.tries === 1);
    const dump = await app.sql<{ row: string }>(
      `SELECT d::text AS row FROM webhook_deliveries d UNION ALL SELECT (e.secret, e.former_secret)::text FROM webhook_endpoints e
       UNION ALL SELECT j::text FROM pgboss.job j UNION ALL SELECT a::text FROM audit_log a WHERE action LIKE 'webhook.%'`,
    );
    const text = dump.map(({ row }) => row).join('\n');

    for (const kept of [email, secret, secret.slice('whsec_'.length), 'of-the-receiver']) expect(text).not.toContain(kept);
  });

  it('drops what waits for an endpoint that is deleted or switched off meanwhile', async () => {
    receiver.answers({ status: 503 });
    const { endpoint } = await anEndpoint('user_registered');
    await newUser();
    await eventually(rows, ([row]) => row?.tries === 1);
    await endpoints().change(HOST, endpoint.id, { isActive: false });

    expect(await settled('dropped')).toMatchObject([{ tries: 1 }]);
    expect(receiver.received).toHaveLength(1);
  });
});
