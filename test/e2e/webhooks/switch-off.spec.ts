import { AccountCreation, because } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { WebhookCleanup, WebhookDeliveries, WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { HOST, operatorWith } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';
import { WebhookReceiver } from '../../support/webhooks/receiver.js';

const DAY_MS = 24 * 3_600_000;

describe('webhooks that fail for long', () => {
  const app = withApp({ WEBHOOK_ALLOW: '127.0.0.0/8' });
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.open();
  });
  afterAll(() => receiver.close());
  const newUser = () => app.get(AccountCreation).createUser(HOST, someone());
  const deliveries = () =>
    app.sql<{ id: string; state: string; tries: number; body: string | null; user_id: string; next_try_at: Date | null }>(
      'SELECT * FROM webhook_deliveries ORDER BY created_at',
    );
  const endpoints = () =>
    app.sql<{ id: string; is_active: boolean; failing_since: Date | null }>('SELECT id, is_active, failing_since FROM webhook_endpoints');

  /** Tries twice a day for that long. */
  const failingOnAndOn = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= DAY_MS / 2) {
      await app.advance(Math.min(left, DAY_MS / 2));
      await newUser();
      const isTried = ({ tries }: { readonly tries: number }): boolean => tries > 0;
      await eventually(deliveries, (rows) => rows.every(isTried));
    }
  };

  it('are switched off after three days of nothing but failures, told to superusers, audited, and tried no more', async () => {
    const superuser = await app.get(AccountCreation).createSuperuser(HOST, someone());
    const { endpoint } = await app
      .get(WebhookEndpoints)
      .create(HOST, { url: receiver.url, events: ['user_registered'], description: 'Billing' });
    receiver.answers({ status: 500 });
    await newUser();
    await eventually(endpoints, ([row]) => row?.failing_since !== null);
    await failingOnAndOn(3 * DAY_MS - 1);
    expect(await endpoints()).toMatchObject([{ is_active: true }]);

    await app.advance(1);
    await newUser();
    await eventually(endpoints, ([row]) => row?.is_active === false);
    expect((await deliveries()).filter(({ state }) => state === 'waiting')).toEqual([]);
    const mails = await eventually(
      () => app.get(DevInbox).list(superuser.email),
      (all) => all.some(({ subject }) => subject?.includes('webhook')),
    );
    expect(mails.filter(({ subject }) => subject?.includes('webhook'))).toHaveLength(1);
    expect(mails[0]!.text).toContain('Billing');
    const audited = await app.sql("SELECT actor_kind, target_id, changes FROM audit_log WHERE action = 'webhook.switched_off'");
    expect(audited).toEqual([{ actor_kind: 'system', target_id: endpoint.id, changes: { is_active: [true, false] } }]);
    const before = (await deliveries()).length;
    await newUser();
    expect(await deliveries()).toHaveLength(before);
  });

  it('have three days anew when they are switched on, and one success clears them', async () => {
    const id = (await endpoints())[0]!.id;
    const changed = await app.get(WebhookEndpoints).change(HOST, id, { isActive: true });
    expect(changed).toMatchObject({ isActive: true, failingSince: null, switchedOffAt: null });

    await newUser();
    await eventually(endpoints, ([row]) => row?.failing_since !== null);
    receiver.answers({ status: 200 });
    await newUser();
    await eventually(endpoints, ([row]) => row?.failing_since === null);
  });

  it('are not switched off by one failure long after another: what was not tried meanwhile did not fail (a quiet endpoint)', async () => {
    receiver.answers({ status: 500 });
    await newUser();
    const [before] = await eventually(endpoints, ([row]) => row?.failing_since !== null);
    await app.sql("UPDATE webhook_deliveries SET state = 'failed' WHERE state = 'waiting'");
    await app.advance(21 * DAY_MS);
    await newUser();
    const [after] = await eventually(endpoints, ([row]) => row?.failing_since?.getTime() !== before!.failing_since!.getTime());

    expect(after).toMatchObject({ is_active: true, failing_since: new Date(app.clock.now()) });
    await app.sql('DELETE FROM webhook_deliveries');
    await app.advance(-21 * DAY_MS);
  });

  it('are told nothing old when they are switched off and on while something waits', async () => {
    receiver.answers({ status: 500 });
    const id = (await endpoints())[0]!.id;
    const { id: userId } = await newUser();
    const ofUser = async () => (await deliveries()).filter((row) => row.user_id === userId);
    await eventually(ofUser, ([row]) => row?.tries === 1);
    await app.get(WebhookEndpoints).change(HOST, id, { isActive: false });
    await app.get(WebhookEndpoints).change(HOST, id, { isActive: true });

    expect(await ofUser()).toMatchObject([{ state: 'dropped', next_try_at: null }]);
    receiver.answers({ status: 200 });
    await newUser();
    await eventually(deliveries, (rows) => rows.some(({ state }) => state === 'delivered'));
  });

  it('can be replayed while the body is kept, seven days, by who may; the log stays for thirty', async () => {
    const replay =
      (operator = HOST as Parameters<WebhookDeliveries['replay']>[0]) =>
      async () => {
        const [row] = (await deliveries()).filter(({ state }) => state === 'delivered');
        await app.get(WebhookDeliveries).replay(operator, row!.id);
      };
    await eventually(deliveries, (rows) => rows.some(({ state }) => state === 'delivered'));
    await expect(replay(operatorWith(['webhooks.view']))()).rejects.toMatchObject({ code: 'permission_denied' });
    const told = receiver.received.length;
    await replay()();
    await eventually(
      async () => receiver.received.length,
      (count) => count > told,
    );
    await eventually(deliveries, (rows) => rows.every(({ state }) => state !== 'waiting'));

    await app.advance(7 * DAY_MS + 1);
    await app.get(WebhookCleanup).cleanUp();
    expect((await deliveries()).every(({ body }) => body === null)).toBe(true);
    await expect(replay()()).rejects.toMatchObject({ code: 'validation_failed' });
    await app.advance(23 * DAY_MS);
    await app.get(WebhookCleanup).cleanUp();
    expect(await deliveries()).toEqual([]);
  });

  it('are deleted with all they were told', async () => {
    const id = (await endpoints())[0]!.id;
    await newUser();
    await app.get(WebhookEndpoints).delete(because(HOST, 'It is gone.'), id);

    expect(await endpoints()).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });
});
