import { AccountCreation, because } from '@castellan/accounts';
import { WebhookDeliveries, WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../app/eventually.js';
import type { TestApp } from '../app/test-app.js';
import { HOST } from '../people/operators.js';
import { someone } from '../people/people.js';

const URL = 'https://93.184.215.14/hooks';
const DAYS = 4 * 24 * 3_600_000;

/** One that has failed for days already fails once more, and is switched off. */
export async function failingWebhook(app: TestApp): Promise<void> {
  const { endpoint } = await app.get(WebhookEndpoints).create(HOST, { url: URL, events: ['user_registered'] });
  const since = new Date(app.clock.now().getTime() - DAYS);
  await app.sql('UPDATE webhook_endpoints SET failing_since = $2, secret = $3 WHERE id = $1', [endpoint.id, since, 'sealed by nobody']);
  await app.sql(
    `INSERT INTO webhook_deliveries (id, message_id, endpoint_id, event, state, tries, created_at, last_tried_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'user_registered', 'failed', 11, $2::timestamptz - interval '1 hour', $2)`,
    [endpoint.id, app.clock.now()],
  );
  await app.get(AccountCreation).createUser(HOST, someone());
  await eventually(
    () => app.sql<{ is_active: boolean }>('SELECT is_active FROM webhook_endpoints WHERE id = $1', [endpoint.id]),
    ([row]) => row?.is_active === false,
  );
}

/** All that operators do to one. */
export async function auditedWebhook(app: TestApp): Promise<void> {
  const webhooks = app.get(WebhookEndpoints);
  const { endpoint } = await webhooks.create(HOST, { url: `${URL}?token=of-theirs`, events: ['passkey_added'] });
  await webhooks.change(HOST, endpoint.id, { description: 'Billing' });
  await webhooks.change(HOST, endpoint.id, { description: 'Billing' });
  await webhooks.rotate(HOST, endpoint.id);
  const [delivery] = await app.sql<{ id: string }>(
    `INSERT INTO webhook_deliveries (id, message_id, endpoint_id, event, body, state, created_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'passkey_added', 'sealed', 'failed', now()) RETURNING id`,
    [endpoint.id],
  );
  await app.get(WebhookDeliveries).replay(HOST, delivery!.id);
  await webhooks.delete(because(HOST, 'Gone'), endpoint.id);
}
