import dns from 'node:dns';
import { AccountCreation } from '@castellan/accounts';
import type { ValidationFailed } from '@castellan/common';
import { MAX_WEBHOOK_ENDPOINTS, WebhookEndpoints } from '@castellan/webhooks';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { HOST, operatorIn, operatorWith } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';
import { RARE, somewhere } from '../../support/panel/webhooks.js';
import { WebhookReceiver } from '../../support/webhooks/receiver.js';

const METADATA = [
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xA9FEA9FE/',
  'https://0251.0376.0251.0376/',
  'https://169.254.43518/',
  'https://169.254.169.254./',
  'https://１６９.254.169.254/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[2002:a9fe:a9fe::]/',
  'https://[::169.254.169.254]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::a9fe:a9fe]/',
  'https://127.1/',
  'https://0/',
  'https://[::]/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://100.100.100.200/',
  'https://localhost/',
];

describe('a webhook that leads inside (SSRF)', () => {
  const app = withApp();
  afterEach(() => jest.restoreAllMocks());
  const create = (url: string, events: readonly string[] = [RARE]) => app.get(WebhookEndpoints).create(HOST, { url, events });
  const problemOf = (url: string): Promise<unknown> =>
    create(url).then(
      () => 'taken',
      (error: unknown) => (error as ValidationFailed).extras.errors,
    );

  it.each(METADATA)('is refused at its making: %s', async (url) => {
    expect(await problemOf(url)).toEqual({ url: ['The address is in a private network.'] });
  });

  it.each(['http://example.org/', 'file:///etc/passwd', 'gopher://127.0.0.1/', 'javascript:alert(1)', 'http://169.254.169.254/'])(
    'is https alone: %s',
    async (url) => {
      expect(await problemOf(url)).toEqual({ url: ['The address is not https.'] });
    },
  );

  it.each([
    ['https://a:b@example.org/', 'The address names a user.'],
    ['not an address', 'The address is no address.'],
    ['https://no-such-host.invalid/', 'The address has a name that stands for no address.'],
    [`https://example.org/${'a'.repeat(2_000)}`, expect.stringContaining('2000 characters')],
  ])('names nobody and is an address: %.40s', async (url, problem) => {
    expect(await problemOf(url)).toEqual({ url: [problem] });
  });

  it('reaches nothing by a name that is bound anew after it was judged', async () => {
    const inside = await WebhookReceiver.open();
    const atMaking = jest.spyOn(dns.promises, 'lookup').mockResolvedValue([{ address: '93.184.215.14', family: 4 }] as never);
    await create(`https://localhost:${inside.port}/`, ['user_registered']);
    expect(atMaking).toHaveBeenCalledTimes(1);

    await app.get(AccountCreation).createUser(HOST, someone());
    const rows = await eventually(
      () => app.sql<{ error: string | null; tries: number }>('SELECT error, tries FROM webhook_deliveries'),
      ([row]) => row?.tries === 1,
    );
    expect(rows).toEqual([{ error: 'localhost is in a private network, which is not allowed', tries: 1 }]);
    expect(inside.received).toEqual([]);
    await inside.close();
  });

  it('is made, changed and deleted by who may, and by nobody else', async () => {
    const { endpoint } = await create(somewhere());
    const viewer = operatorWith(['webhooks.view']);
    const denied = { code: 'permission_denied' };

    await expect(app.get(WebhookEndpoints).create(viewer, { url: somewhere(), events: [RARE] })).rejects.toMatchObject(denied);
    await expect(app.get(WebhookEndpoints).change(viewer, endpoint.id, { isActive: false })).rejects.toMatchObject(denied);
    await expect(app.get(WebhookEndpoints).rotate(viewer, endpoint.id)).rejects.toMatchObject(denied);
    await expect(app.get(WebhookEndpoints).delete(viewer, endpoint.id)).rejects.toMatchObject(denied);
  });

  it('is made by nobody whose permission ended meanwhile', async () => {
    const operator = await operatorIn(app, ['webhooks.add']);
    await app.sql('DELETE FROM user_permissions WHERE user_id = $1', [operator.id]);
    const making = app.get(WebhookEndpoints).create(operator, { url: somewhere(), events: [RARE] });

    await expect(making).rejects.toMatchObject({ code: 'permission_denied' });
  });

  it('is told no event that there is not, and at least one', async () => {
    await expect(create(somewhere(), [RARE, 'constructor'])).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(create(somewhere(), [])).rejects.toMatchObject({ code: 'validation_failed' });
  });

  it('is one of so many at most, however many are made at once', async () => {
    await app.sql(
      `INSERT INTO webhook_endpoints (id, url, events, secret, created_at)
       SELECT gen_random_uuid(), 'https://1.1.1.1/', '{account_reopened}', '', now() FROM generate_series(1, $1 - 5 - (SELECT count(*) FROM webhook_endpoints)::int)`,
      [MAX_WEBHOOK_ENDPOINTS],
    );
    await Promise.allSettled(Array.from({ length: 20 }, () => create(somewhere())));

    expect(await app.sql('SELECT count(*)::int AS count FROM webhook_endpoints')).toEqual([{ count: MAX_WEBHOOK_ENDPOINTS }]);
  });
});
