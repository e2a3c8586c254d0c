import { AccountCreation } from '@castellan/accounts';
import { MetricsServer } from '@castellan/rest';
import { WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { HOST } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';
import { WebhookReceiver } from '../../support/webhooks/receiver.js';

const HALF_DAY_MS = 12 * 3_600_000;

describe('metrics of webhooks', () => {
  const app = withApp({ WEBHOOK_ALLOW: '127.0.0.0/8', METRICS_PORT: '0' });
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.open();
  });
  afterAll(() => receiver.close());
  const newUser = () => app.get(AccountCreation).createUser(HOST, someone());
  const metrics = async (): Promise<string> => (await fetch(`${app.get(MetricsServer).url!}/metrics`)).text();
  const told = (line: string) => eventually(metrics, (text) => text.includes(`${line}\n`));
  /** A day without a try would begin the three days anew. */
  const failAfterHalfADay = async (failed: number): Promise<void> => {
    await app.advance(HALF_DAY_MS);
    await newUser();
    await eventually(
      metrics,
      (text) => Number(/tries_total\{outcome="failed"\} (\d+)/.exec(text)?.[1]) >= failed || text.includes('{state="switched_off"} 1'),
    );
  };

  it('tell how tries went, what waits, and what is switched off, and name no endpoint', async () => {
    const create = (description: string) =>
      app.get(WebhookEndpoints).create(HOST, { url: receiver.url, events: ['user_registered'], description });
    await create('Billing');
    await newUser();
    await told('castellan_webhook_tries_total{outcome="delivered"} 1');
    await told('castellan_webhook_endpoints{state="on"} 1');

    receiver.answers({ status: 500 });
    await newUser();
    await told('castellan_webhook_tries_total{outcome="failed"} 1');
    await told('castellan_queue_jobs{queue="webhooks.deliver",state="created"} 1');
    for (let failed = 2; failed <= 7; failed += 1) await failAfterHalfADay(failed);
    const text = await told('castellan_webhook_endpoints{state="switched_off"} 1');
    expect(text).toContain('castellan_webhook_endpoints{state="on"} 0\n');
    expect(text).toMatch(/^castellan_webhook_tries_total\{outcome="given_up"\} \d$/m);
    for (const word of ['Billing', `127.0.0.1:${receiver.port}`]) expect(text).not.toContain(word);
  });
});
