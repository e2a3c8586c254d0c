import { WebhookDeliveries } from '@castellan/webhooks';
import { someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';
import { WebhookReceiver } from '../../support/webhooks/receiver.js';

const HOST = 'test/support/examples/webhooks-host.ts';

describe(`${WebhookDeliveries.name} of a process that is killed`, () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.open();
    database = await throwawayDatabase('tables');
    const NODE_OPTIONS = '--import ./scripts/typescript.mjs';
    const more = { NODE_OPTIONS, LOG_LEVEL: 'silent', WEBHOOK_ALLOW: '127.0.0.1', ...(database && { DATABASE_URL: database.url }) };
    home = await ServiceHome.create(more);
  });
  afterAll(async () => {
    await home.remove();
    await receiver.close();
    await database?.drop();
  });

  it('are made after the restart: what was committed is told, with the id it had', async () => {
    receiver.answers(null); // it has it, and the process never learns of that
    const dying = await home.start({ RECEIVER: receiver.url }, HOST);
    const answer = await home.client().post('/api/auth/signup/', someone());
    expect(answer.status).toBe(201);
    const [first] = await receiver.told('user_registered');
    await dying.end('SIGKILL');

    receiver.answers({ status: 200 });
    await home.start({}, HOST);
    const [, second] = await receiver.told('user_registered', 2, 150_000);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
  }, 180_000);
});
