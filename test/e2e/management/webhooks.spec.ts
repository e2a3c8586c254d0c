import dns from 'node:dns';
import { AuditLog } from '@castellan/log';
import { WebhookEndpoints } from '@castellan/webhooks';
import { withApp } from '../../support/app/with-app.js';
import { aMachine } from '../../support/api-keys/keys.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { ApiOperator } from '../../support/management/staff.js';
import { HOST, NOBODY } from '../../support/people/operators.js';
import { aDelivery, anEndpoint, RARE, somewhere } from '../../support/panel/webhooks.js';

const ALL = ['webhooks.view', 'webhooks.add', 'webhooks.change', 'webhooks.delete'];

describe('webhooks by the management API', () => {
  const app = withApp();
  let clerk: ApiOperator;
  let machine: ApiOperator;
  beforeAll(async () => {
    clerk = await aStaffMember(app, ALL);
    machine = await keyWith(ALL);
  }, 120_000);

  const keyWith = async (permissions: readonly string[]): Promise<ApiOperator> => {
    const { key, bearer } = await aMachine(app, permissions);
    return { actor: { kind: 'api_key', id: key.id }, headers: bearer };
  };
  const api = (who = machine) => managementOf(app.client(), who);
  const given = (more: object = {}) => ({ url: somewhere(), events: [RARE], ...more });
  const count = async () => (await app.sql<{ count: number }>('SELECT count(*)::int AS count FROM webhook_endpoints'))[0]!.count;
  const actsOn = async (targetId: string) => app.get(AuditLog).search({ targetId, limit: 50 });

  const demandToldOnce = (answers: readonly { readonly body: { readonly secret: string | null }; readonly headers: Headers }[]) => {
    const told = answers.filter(({ body }) => body.secret !== null);
    expect(told).toHaveLength(1);
    expect(told[0]!.headers.has('idempotent-replayed')).toBe(false);
    for (const answer of answers) if (answer !== told[0]) expect(answer.headers.get('idempotent-replayed')).toBe('true');
  };

  it.each([['staff'], ['a machine']])('are made, told, changed, rotated and deleted by %s, who is in the audit log', async (who) => {
    const by = who === 'staff' ? clerk : machine;
    const made = await api(by).post('webhooks/', given({ description: 'CRM' }));
    expect(made).toMatchObject({ status: 201, body: { description: 'CRM', events: [RARE], is_active: true, failing_since: null } });
    const { secret, ...endpoint } = made.body;
    expect(secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
    expect((await api(by).get(`webhooks/${endpoint.id}/`)).body).toEqual(endpoint);

    const url = somewhere();
    const changed = await api(by).patch(`webhooks/${endpoint.id}/`, { url, is_active: false });
    expect(changed).toMatchObject({ status: 200, body: { ...endpoint, url, is_active: false } });
    const rotated = await api(by).post(`webhooks/${endpoint.id}/rotate/`);
    expect(rotated.body).toEqual({ secret: expect.stringMatching(/^whsec_/) });
    expect(rotated.body.secret).not.toBe(secret);
    expect((await api(by).delete(`webhooks/${endpoint.id}/`)).body).toMatchObject({
      code: 'validation_failed',
      errors: { reason: [/Say why/] },
    });
    expect((await api(by).delete(`webhooks/${endpoint.id}/`, WHY)).status).toBe(204);
    expect((await api(by).get(`webhooks/${endpoint.id}/`)).status).toBe(404);

    const acts = await actsOn(endpoint.id);
    expect(acts.map(({ action }) => action)).toEqual(['webhook.deleted', 'webhook.secret_rotated', 'webhook.changed', 'webhook.created']);
    for (const { actorKind, actorId } of acts) expect({ kind: actorKind, id: actorId }).toEqual(by.actor);
    expect(JSON.stringify(acts)).not.toContain(secret);
  });

  it('show the query of their address, which is often a secret of the receiver, to nobody who may not change them', async () => {
    const { id, url } = await anEndpoint(app, { url: `${somewhere()}?token=of-theirs` });
    await aDelivery(app, id);
    const viewer = await keyWith(['webhooks.view']);
    const seen = [`webhooks/${id}/`, 'webhooks/', `webhooks/${id}/deliveries/`].map((path) => api(viewer).get(path));
    const bodies = (await Promise.all(seen)).map(({ body }) => body);

    expect(bodies[0]).toMatchObject({ id, url: url.split('?')[0] });
    expect(JSON.stringify(bodies)).not.toContain('of-theirs');
    expect(JSON.stringify((await api().get('webhooks/')).body)).not.toContain('of-theirs');
    expect((await api(await keyWith(['webhooks.view', 'webhooks.change'])).get(`webhooks/${id}/`)).body).toMatchObject({ url });
  });

  it('are listed in pages, without a secret', async () => {
    app.clock.advance(1000); // those of the stories before are older, whatever their ids
    const older = (await anEndpoint(app)).id;
    app.clock.advance(1000);
    const ids = [older, (await anEndpoint(app)).id];
    const first = (await api().get('webhooks/?limit=1')).body;
    expect(first).toMatchObject({ previous: null, results: [{ id: ids[1] }] });
    const next = (await api().get(first.next.split('/api/admin/')[1])).body;
    expect(next.results).toMatchObject([{ id: ids[0] }]);
    expect(Object.keys(next.results[0])).not.toContain('secret');
    expect((await api().get('webhooks/?is_activ=true')).status).toBe(400);
    expect((await api().get('webhooks/?is_active=false')).body.results).toEqual([]);
  });

  it('are made once for one Idempotency-Key, of ten who ask at once, of whom one is told the secret', async () => {
    const before = await count();
    const once = { 'idempotency-key': crypto.randomUUID() };
    const body = given();
    const answers = await Promise.all(Array.from({ length: 10 }, () => api().post('webhooks/', body, once)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
    demandToldOnce(answers);
    expect(await count()).toBe(before + 1);
    const other = await api().post('webhooks/', given(), once);
    expect(other.body).toMatchObject({ status: 409, code: 'idempotency_conflict' });
    expect(JSON.stringify(await app.sql('SELECT answer::text FROM idempotent_answers'))).not.toContain('whsec_');
  });

  it('have a new secret once for one Idempotency-Key, which is not told again (a secret from a replay)', async () => {
    const { id } = await anEndpoint(app);
    const once = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => api().post(`webhooks/${id}/rotate/`, {}, once)));
    demandToldOnce([...answers, await api().post(`webhooks/${id}/rotate/`, {}, once)]);
    expect((await actsOn(id)).filter(({ action }) => action === 'webhook.secret_rotated')).toHaveLength(1);
  });

  it('hold nobody up while a server of names is slow (every connection taken)', async () => {
    let answerNow = (): void => {};
    const slow = new Promise<void>((resolve) => (answerNow = resolve));
    const begun = new Promise<void>((resolve) => {
      jest.spyOn(dns.promises, 'lookup').mockImplementation((async () => {
        resolve();
        await slow;
        return [{ address: '1.1.1.1', family: 4 }];
      }) as unknown as typeof dns.promises.lookup); // of all addresses, as it is asked here
    });
    const once = () => ({ 'idempotency-key': crypto.randomUUID() });
    const made = api().post('webhooks/', given({ url: 'https://slow.example/' }), once());
    await begun;

    const other = await api(clerk).post('webhooks/', given(), once());
    answerNow();

    expect(other.status).toBe(201);
    expect((await made).status).toBe(201);
    jest.restoreAllMocks();
  });

  it('are made once, whatever a server of names says the second time', async () => {
    const once = { 'idempotency-key': crypto.randomUUID() };
    const body = given({ url: 'https://gone.example/' });
    const names = jest.spyOn(dns.promises, 'lookup').mockResolvedValueOnce([{ address: '1.1.1.1', family: 4 }] as never);
    const first = await api().post('webhooks/', body, once);
    names.mockRejectedValue(new Error('ENOTFOUND'));

    expect(first.status).toBe(201);
    expect((await api().post('webhooks/', body, once)).body).toEqual({ ...first.body, secret: null });
    expect(await api().post('webhooks/', body, { 'idempotency-key': crypto.randomUUID() })).toMatchObject({ status: 400 });
    names.mockRestore();
  });

  it.each([
    ['http', { url: 'http://1.1.1.1/' }, 'url'],
    ['an address for the cloud to give away its credentials (SSRF)', { url: 'https://[::ffff:a9fe:a9fe]/latest' }, 'url'],
    ['no events', { events: [] }, 'events'],
    ['an event there is none of', { events: ['everything'] }, 'events'],
    ['events that are no list', { events: RARE }, 'events'],
  ])('are refused with %s, and nothing is made or changed', async (_, wrong, field) => {
    const before = await count();
    const { id, url } = await anEndpoint(app);
    const refusal = { status: 400, body: { code: 'validation_failed', errors: { [field]: [expect.any(String)] } } };
    expect(await api().post('webhooks/', given(wrong))).toMatchObject(refusal);
    expect(await api().patch(`webhooks/${id}/`, wrong)).toMatchObject(refusal);
    expect((await api().get(`webhooks/${id}/`)).body).toMatchObject({ url, events: [RARE] });
    expect(await count()).toBe(before + 1);
  });

  it.each(['url', 'events', 'description', 'is_active'])('take no null as %s', async (name) => {
    const { id } = await anEndpoint(app);
    const refusal = { status: 400, body: { errors: { [name]: [expect.any(String)] } } };
    expect(await api().patch(`webhooks/${id}/`, { [name]: null })).toMatchObject(refusal);
    if (name !== 'is_active') expect(await api().post('webhooks/', given({ [name]: null }))).toMatchObject(refusal);
    expect(await api().patch(`webhooks/${id}/`, {})).toMatchObject({ status: 200, body: { is_active: true } });
  });

  it('want the permission of each act, and nothing else will do (vertical escalation)', async () => {
    const { id } = await anEndpoint(app);
    const delivery = await aDelivery(app, id);
    const acts: readonly (readonly [needs: string, ask: (who: ApiOperator) => Promise<{ readonly status: number }>])[] = [
      ['webhooks.view', (who) => api(who).get('webhooks/')],
      ['webhooks.view', (who) => api(who).get(`webhooks/${id}/`)],
      ['webhooks.view', (who) => api(who).get(`webhooks/${id}/deliveries/`)],
      ['webhooks.add', (who) => api(who).post('webhooks/', given())],
      ['webhooks.change', (who) => api(who).patch(`webhooks/${id}/`, { is_active: false })],
      ['webhooks.change', (who) => api(who).post(`webhooks/${id}/rotate/`)],
      ['webhooks.change', (who) => api(who).post(`webhooks/${id}/deliveries/${delivery}/replay/`)],
      ['webhooks.delete', (who) => api(who).delete(`webhooks/${id}/`, WHY)],
    ];
    for (const needs of new Set(acts.map(([permission]) => permission))) {
      const without = await keyWith(['users.view', ...ALL.filter((one) => one !== needs)]);
      for (const [permission, ask] of acts) if (permission === needs) expect((await ask(without)).status).toBe(403);
    }
    expect((await api().get(`webhooks/${id}/`)).body).toMatchObject({ id, is_active: true });
  });

  describe('what they were told', () => {
    it('is told of one endpoint alone, in pages, and never with a body', async () => {
      const { id } = await anEndpoint(app);
      const [failed, delivered] = [await aDelivery(app, id), await aDelivery(app, id, { state: 'delivered', status: 204, error: null })];
      await aDelivery(app, (await anEndpoint(app)).id);
      const page = (await api().get(`webhooks/${id}/deliveries/`)).body;
      expect(page).toMatchObject({ count: 2, next: null, previous: null });
      expect(page.results.map((one: { id: string }) => one.id).toSorted()).toEqual([failed, delivered].toSorted());
      expect((await api().get(`webhooks/${id}/deliveries/?state=failed`)).body.results).toMatchObject([
        { id: failed, event: RARE, state: 'failed', tries: 3, status: 503, error: 'It answered 503.', can_replay: true },
      ]);
      expect(JSON.stringify(page)).not.toContain('sealed');
      for (const nobody of [NOBODY, 'x']) expect((await api().get(`webhooks/${nobody}/deliveries/`)).status).toBe(404);
    });

    it('is not read on with the cursor of another endpoint, nor by its name as a filter (IDOR)', async () => {
      const [one, other] = [await anEndpoint(app), await anEndpoint(app)];
      for (const { id } of [one, one, other, other]) await aDelivery(app, id);
      const { next } = (await api().get(`webhooks/${one.id}/deliveries/?limit=1`)).body;
      const cursor = new URL(next).searchParams.get('cursor');
      expect((await api().get(`webhooks/${one.id}/deliveries/?limit=1&cursor=${cursor}`)).body.results).toHaveLength(1);
      const foreign = await api().get(`webhooks/${other.id}/deliveries/?limit=1&cursor=${cursor}`);
      expect(foreign.body).toMatchObject({ status: 400, code: 'invalid_cursor' });
      expect((await api().get(`webhooks/${one.id}/deliveries/?endpoint_id=${other.id}`)).status).toBe(400);
    });

    it('is told again once, of ten who ask at once, and under its own endpoint alone (IDOR)', async () => {
      const [{ id }, other] = [await anEndpoint(app), await anEndpoint(app)];
      const delivery = await aDelivery(app, id);
      expect((await api().post(`webhooks/${other.id}/deliveries/${delivery}/replay/`)).status).toBe(404);
      expect((await api().post(`webhooks/${id}/deliveries/x/replay/`)).status).toBe(404);
      const again = () => api().post(`webhooks/${id}/deliveries/${delivery}/replay/`);
      const statuses = (await Promise.all(Array.from({ length: 10 }, again))).map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([204, ...Array.from({ length: 9 }, () => 400)]);
      expect((await actsOn(id)).filter(({ action }) => action === 'webhook.delivery_replayed')).toHaveLength(1);
    });

    it('is not told again where the endpoint is off, or the body gone', async () => {
      const { id } = await anEndpoint(app);
      const old = await aDelivery(app, id, { hasBody: false });
      const failed = await aDelivery(app, id);
      expect((await api().post(`webhooks/${id}/deliveries/${old}/replay/`)).status).toBe(400);
      await app.get(WebhookEndpoints).change(HOST, id, { isActive: false });
      expect((await api().post(`webhooks/${id}/deliveries/${failed}/replay/`)).status).toBe(400);
    });
  });
});
