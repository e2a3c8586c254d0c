import { AccountCreation } from '@castellan/accounts';
import { WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../app/eventually.js';
import type { TestApp } from '../app/test-app.js';
import { HOST } from '../people/operators.js';
import { someone } from '../people/people.js';

const DAYS = 4 * 24 * 3_600_000;

/** One that has failed for days already fails once more, and is switched off. */
export async function failingWebhook(app: TestApp): Promise<void> {
  const url = 'https://93.184.215.14/hooks';
  const { endpoint } = await app.get(WebhookEndpoints).create(HOST, { url, events: ['user_registered'] });
  const since = new Date(app.clock.now().getTime() - DAYS);
  await app.sql('UPDATE webhook_endpoints SET failing_since = $2, secret = $3 WHERE id = $1', [endpoint.id, since, 'sealed by nobody']);
  await app.get(AccountCreation).createUser(HOST, someone());
  await eventually(
    () => app.sql<{ is_active: boolean }>('SELECT is_active FROM webhook_endpoints WHERE id = $1', [endpoint.id]),
    ([row]) => row?.is_active === false,
  );
}
