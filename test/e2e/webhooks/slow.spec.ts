import { AccountCreation } from '@castellan/accounts';
import { WebhookEndpoints } from '@castellan/webhooks';
import { withApp } from '../../support/app/with-app.js';
import { HOST } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';
import { WebhookReceiver } from '../../support/webhooks/receiver.js';

describe('webhooks to receivers that never answer', () => {
  const app = withApp({ WEBHOOK_ALLOW: '127.0.0.0/8' });
  const receivers: WebhookReceiver[] = [];
  afterAll(() => Promise.all(receivers.map((receiver) => receiver.close())));

  const newUser = () => app.get(AccountCreation).createUser(HOST, someone());
  const anEndpoint = async (): Promise<WebhookReceiver> => {
    const receiver = await WebhookReceiver.open();
    receivers.push(receiver);
    await app.get(WebhookEndpoints).create(HOST, { url: receiver.url, events: ['user_registered'] });
    return receiver;
  };

  it('hold up nobody else, however much waits for them (two slow receivers take all workers)', async () => {
    const slow = [await anEndpoint(), await anEndpoint()];
    for (const receiver of slow) receiver.answers(null);
    for (let count = 0; count < 20; count++) await newUser();
    await Promise.all(slow.map((receiver) => receiver.told('user_registered', 2)));

    const quick = await anEndpoint();
    await newUser();
    await newUser();

    expect(await quick.told('user_registered', 2, 5_000)).toHaveLength(2);
    for (const receiver of slow) await receiver.told('user_registered', 3, 25_000); // and they go on themselves
  });
});
