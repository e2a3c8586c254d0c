import { WebhookEndpoints } from '@castellan/webhooks';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { HOST, NOBODY } from '../../support/people/operators.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { json } from '../../support/panel/users.js';
import { aDelivery, anEndpoint, RARE, somewhere } from '../../support/panel/webhooks.js';
import type { TestApp } from '../../support/app/test-app.js';

type Row = Readonly<Record<string, unknown>>;

describe('webhooks at the panel', () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['webhooks.view', 'webhooks.change', 'audit_log.view']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const make = (fields: object = {}, { browser } = root) =>
    browser.act('/api/resources/webhooks/actions/make', { confirmed: 'yes', url: somewhere(), description: '', chosen: RARE, ...fields });
  const act = (id: string, action: string, fields: object = {}, { browser } = root, list = 'webhooks') =>
    browser.act(`/api/resources/${list}/records/${id}/${action}`, { confirmed: 'yes', ...fields });
  const look = async (id: string, action: string) => json(await root.browser.get(`/api/resources/webhooks/records/${id}/${action}`));
  const list = async (name: string, query = ''): Promise<readonly Row[]> =>
    json(await root.browser.get(`/api/resources/${name}/actions/list?perPage=100&${query}`)).records.map(
      (one: { params: Row }) => one.params,
    );
  const rowOf = async (id: string) => (await list('webhooks')).find((row) => row['id'] === id);
  const count = async () => (await app.sql<{ count: number }>('SELECT count(*)::int AS count FROM webhook_endpoints'))[0]!.count;

  it('are made there, and their secret is on that one answer', async () => {
    const url = somewhere();
    const answer = await make({ url, description: 'CRM', chosen: 'email_changed\r\nuser_registered' });
    const { shown, notice } = json(answer);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(shown.secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
    expect(notice.message).not.toContain('whsec_');

    const [made] = await list('webhooks', 'filters.description=CRM');
    expect(made).toMatchObject({ url, description: 'CRM', state: 'on', events: 'user_registered\nemail_changed' });
    const page = JSON.stringify(await look(String(made!['id']), 'show'));
    const kept = JSON.stringify([await app.sql('SELECT * FROM webhook_endpoints'), await app.sql('SELECT * FROM audit_log')]);
    for (const text of [page, kept]) expect(text).not.toContain(shown.secret.slice('whsec_'.length));
    await app.get(WebhookEndpoints).delete(HOST, String(made!['id']));
  });

  it.each([
    ['no address', { url: '' }, /address/],
    ['http', { url: 'http://1.1.1.1/' }, /https/],
    ['the address of a cloud to ask for its credentials (SSRF)', { url: 'https://169.254.169.254/latest' }, /private/],
    ['a password in the address', { url: 'https://ada:pass@1.1.1.1/' }, /user/],
    ['no event', { chosen: '' }, /events/],
    ['an event there is none of', { chosen: 'everything' }, /everything/],
  ])('are refused with %s, in words, and none is made', async (_, fields, words) => {
    const before = await count();
    const answer = await make(fields);
    expect([answer.status, json(answer).notice]).toEqual([400, { type: 'error', message: expect.stringMatching(words) }]);
    expect(await count()).toBe(before);
  });

  it('are changed in a form that has what they are', async () => {
    const { id, url } = await anEndpoint(app, { url: `${somewhere()}?token=of-theirs`, description: 'Before' });
    expect(await rowOf(id)).toMatchObject({ url: url.split('?')[0] });
    expect(JSON.stringify(await list('webhooks'))).not.toContain('of-theirs');
    expect(await list('webhooks', 'filters.url=of-theirs')).toEqual([]);
    const form = await look(id, 'change');
    expect(form.values).toEqual({ url, description: 'Before' });
    expect(form.choices.filter(({ isChosen }: { isChosen: boolean }) => isChosen)).toMatchObject([{ value: RARE }]);

    expect((await act(id, 'change', { url: `${url}-2`, description: '', chosen: 'email_verified' }, support)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ url: url.split('?')[0], description: '', events: 'email_verified' });
    expect((await look(id, 'change')).values).toMatchObject({ url: `${url}-2` });
    expect((await act(NOBODY, 'change', { url, chosen: RARE })).status).not.toBe(200);
  });

  it('are switched off and on, and tell apart who did it', async () => {
    const { id } = await anEndpoint(app);
    expect((await act(id, 'switchOff')).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: 'off', is_active: false });
    expect((await act(id, 'switchOn')).status).toBe(200);
    await app.sql("UPDATE webhook_endpoints SET failing_since = now() - interval '1 hour' WHERE id = $1", [id]);
    expect(await rowOf(id)).toMatchObject({ state: 'failing' });
    await app.sql('UPDATE webhook_endpoints SET is_active = false, switched_off_at = now() WHERE id = $1', [id]);
    expect(await rowOf(id)).toMatchObject({ state: 'switched off' });
    const { record } = await look(id, 'show');
    expect(JSON.parse(record.params.sections)[0]).toMatchObject({ title: 'Switched off', isAlert: true });
  });

  it('get another secret, shown this once', async () => {
    const { id } = await anEndpoint(app);
    const { shown } = json(await act(id, 'rotate'));
    expect(shown.secret).toMatch(/^whsec_/);
    expect(JSON.stringify(await look(id, 'show'))).not.toContain(shown.secret);
    expect(JSON.stringify(await look(id, 'rotate'))).not.toContain('whsec_'); // a look rotates nothing
  });

  it('are deleted with a reason, which the audit log keeps without the secret of a query', async () => {
    const { id, url } = await anEndpoint(app, { url: `${somewhere()}?key=s3cret` });
    expect((await act(id, 'erase')).status).toBe(400);
    const named = await list('audit_log', `filters.target_id=${id}`);
    expect(named).toMatchObject([{ target: url.split('?')[0], target_list: 'webhooks' }]);
    expect((await act(id, 'erase', { reason: 'It moved.' })).status).toBe(200);
    expect(await rowOf(id)).toBeUndefined();
    const acts = await list('audit_log', `filters.target_id=${id}`);
    expect(acts.map(({ action, reason }) => [action, reason])).toEqual([
      ['webhook.deleted', 'It moved.'],
      ['webhook.created', null],
    ]);
    expect(JSON.stringify(acts)).not.toContain('s3cret');
  });

  describe('what they were told', () => {
    it('is listed with how it went, by endpoint, event and state, and newest first on the page of the endpoint', async () => {
      const { id, url } = await anEndpoint(app);
      await aDelivery(app, id, { state: 'delivered', status: 204, error: null });
      const failed = await aDelivery(app, id);
      await aDelivery(app, (await anEndpoint(app)).id);

      expect(await list('webhook_deliveries', `filters.endpoint_id=${id}`)).toHaveLength(2);
      expect(await list('webhook_deliveries', `filters.endpoint_id=${id}&filters.state=failed&filters.event=${RARE}`)).toMatchObject([
        { id: failed, endpoint: url, event: RARE, state: 'failed', tries: 3, status: 503, error: 'It answered 503.', duration_ms: 120 },
      ]);
      const { record } = await look(id, 'show');
      const part = JSON.parse(record.params.sections).find(({ title }: { title: string }) => title === 'Last deliveries');
      expect(part.table.rows.map((cells: readonly unknown[]) => cells.slice(1))).toEqual([
        [RARE, 'failed', 3, 503, 'It answered 503.'],
        [RARE, 'delivered', 3, 204, null],
      ]);
    });

    it('is never the body', async () => {
      const { id } = await anEndpoint(app);
      const delivery = await aDelivery(app, id);
      const page = await root.browser.get(`/api/resources/webhook_deliveries/records/${delivery}/show`);
      expect(page.text).not.toContain('sealed');
    });

    it('is sent again once, of those who ask at once, and not while it waits or its body is gone', async () => {
      const { id } = await anEndpoint(app);
      const failed = await aDelivery(app, id);
      const replay = (delivery: string) => act(delivery, 'replay', {}, support, 'webhook_deliveries');
      await app.get(WebhookEndpoints).change(HOST, id, { isActive: false });
      expect((await replay(failed)).status).toBe(400);
      await app.get(WebhookEndpoints).change(HOST, id, { isActive: true });
      const old = await aDelivery(app, id, { hasBody: false });
      const offered = await list('webhook_deliveries', `filters.endpoint_id=${id}`);
      expect(offered.map((row) => [row['id'], row['can_replay']])).toEqual(
        expect.arrayContaining([
          [failed, true],
          [old, false],
        ]),
      );
      expect((await replay(old)).status).toBe(400);

      const statuses = (await Promise.all(Array.from({ length: 10 }, () => replay(failed)))).map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 400)]);
      const [audited] = await list('audit_log', `filters.action=webhook.delivery_replayed&filters.target_id=${id}`);
      expect(audited).toMatchObject({ actor: support.email });
    });
  });

  it('are neither made nor deleted by who may only look and change (forced browsing)', async () => {
    const { id } = await anEndpoint(app);
    const before = await count();
    expect((await make({}, support)).status).toBe(403);
    expect((await act(id, 'erase', { reason: 'I want to.' }, support)).status).toBe(403);
    expect(await count()).toBe(before);
  });
});
