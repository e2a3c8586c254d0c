import type { WebhookEndpoint, WebhookEvent } from '@castellan/webhooks';
import { WebhookEndpoints } from '@castellan/webhooks';
import { HOST } from '../people/operators.js';
import type { TestApp } from '../app/test-app.js';

/** An event that does not happen by itself in stories that only look: nothing is sent anywhere. */
export const RARE: WebhookEvent = 'account_reopened';

/** An address that is public, by its number: no name has to be looked up. */
export const somewhere = (): string => `https://1.1.1.1/${crypto.randomUUID()}`;

/** An endpoint that the code of a host made. */
export async function anEndpoint(app: TestApp, { url = somewhere(), description = '' } = {}): Promise<WebhookEndpoint> {
  return (await app.get(WebhookEndpoints).create(HOST, { url, events: [RARE], description })).endpoint;
}

interface SomeDelivery {
  readonly state?: 'waiting' | 'delivered' | 'failed' | 'dropped';
  readonly status?: number | null;
  readonly error?: string | null;
  /** False for one that is too old to be told again. */
  readonly hasBody?: boolean;
}

/** A row of the log of what the endpoint was told. Gives its id. */
export async function aDelivery(app: TestApp, endpointId: string, given: SomeDelivery = {}): Promise<string> {
  const { state = 'failed', status = 503, error = 'It answered 503.', hasBody = true } = given;
  const [row] = await app.sql<{ id: string }>(
    `INSERT INTO webhook_deliveries (id, message_id, endpoint_id, event, body, state, tries, status, error, duration_ms, created_at, last_tried_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4, 3, $5, $6, 120, now(), now()) RETURNING id`,
    [endpointId, RARE, hasBody ? 'sealed' : null, state, status, error],
  );
  return row!.id;
}
