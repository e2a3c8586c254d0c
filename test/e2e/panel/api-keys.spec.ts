import { AccountSupport } from '@castellan/accounts';
import { ApiKeyAuthentication, MachineOperators } from '@castellan/api-keys';
import { aMachine, asBearer, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';
import type { Machine } from '../../support/api-keys/keys.js';
import { OPERATOR } from '../../support/people/operators.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { aCustomer, json } from '../../support/panel/users.js';
import type { TestApp } from '../../support/app/test-app.js';

describe('API keys at the panel', () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['api_keys.view', 'audit_log.view', 'users.view']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const NEW = { name: 'Nightly export', expires_in: '90d', chosen: ITS_PERMISSION };
  const make = (fields: object = {}, { browser } = root) =>
    browser.act('/api/resources/api_keys/actions/make', { confirmed: 'yes', ...NEW, ...fields });
  const revoke = (id: string, fields: object = {}, { browser } = root) =>
    browser.act(`/api/resources/api_keys/records/${id}/revoke`, { confirmed: 'yes', reason: 'It leaked.', ...fields });
  const rows = async (filters = '', { browser } = root): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    json(await browser.get(`/api/resources/api_keys/actions/list?perPage=100${filters}`)).records.map(
      (one: { params: object }) => one.params,
    );
  const rowOf = async (id: string) => (await rows()).find((row) => row['id'] === id);
  const keys = async () => (await app.sql<{ count: number }>('SELECT count(*)::int AS count FROM api_keys'))[0]!.count;
  const opens = async (secret: string) => (await app.client().get(OPENED, asBearer(secret))).status;

  it('are made there, and their secret is on that one answer, which nobody keeps', async () => {
    const answer = await make({ cidrs: '0.0.0.0/0\r\n::/0\r\n' });
    const { shown, notice } = json(answer);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(shown.secret).toMatch(/^ck_[0-9a-f]{32}_[0-9A-Za-z]{54}_[0-9A-Za-z]{6}$/);
    expect(notice).toEqual({ type: 'success', message: 'The key Nightly export is made.' });
    expect(await opens(shown.secret)).toBe(200);

    const [made] = await rows();
    expect(made).toMatchObject({ name: 'Nightly export', permissions: ITS_PERMISSION, state: 'live', maker: root.email });
    expect(made!['cidrs']).toBe('0.0.0.0/0, ::/0');
    const secret: string = shown.secret.split('_')[2];
    const page = await root.browser.get(`/api/resources/api_keys/records/${String(made!['id'])}/show`);
    for (const { text } of [page, await root.browser.get('/api/resources/api_keys/actions/list'), await auditPage()])
      expect(text).not.toContain(secret);
    expect(JSON.stringify(await app.sql('SELECT * FROM audit_log'))).not.toContain(secret);
  });

  it('never expire only where that is chosen', async () => {
    await make({ name: 'For ever', expires_in: 'never' });
    await make({ name: 'For 30 days', expires_in: '30d' });
    const lives = Object.fromEntries((await rows()).map((row) => [String(row['name']), row['expires_at']]));
    expect(lives['For ever']).toBeNull();
    expect(Date.parse(String(lives['For 30 days'])) - app.clock.millis()).toBeLessThanOrEqual(30 * 86_400_000);
  });

  it.each([
    ['no name', { name: '  ' }, /name/],
    ['no permission', { chosen: '' }, /permission/],
    ['a permission there is none of', { chosen: 'everything.do' }, /permission/],
    ['what is no address', { cidrs: 'the office' }, /address/],
    ['a life that the form does not offer', { expires_in: '1000y' }, /expire/],
    ['a life by a name that every object has', { expires_in: 'constructor' }, /expire/],
    ['no life', { expires_in: '' }, /expire/],
  ])('are refused with %s, in words, and none is made', async (_, fields, words) => {
    const before = await keys();
    const answer = await make(fields);
    expect([answer.status, json(answer).notice]).toEqual([400, { type: 'error', message: expect.stringMatching(words) }]);
    expect(json(answer).shown).toBeUndefined();
    expect(await keys()).toBe(before);
  });

  it('are revoked there with a reason, and dead at once', async () => {
    const { key, secret } = await aMachine(app, [ITS_PERMISSION], { name: 'Leaked' });
    expect(await opens(secret)).toBe(200);
    expect((await revoke(key.id, { reason: '' })).status).toBe(400);
    expect(await opens(secret)).toBe(200);

    expect((await revoke(key.id)).status).toBe(200);
    expect(await opens(secret)).toBe(401);
    expect(await rowOf(key.id)).toMatchObject({ state: 'revoked', is_local: true, maker: 'the command line' });
    const [act] = await audited(`filters.action=api_key.revoked&filters.target_id=${key.id}`);
    expect(act).toMatchObject({ actor: root.email, actor_list: 'users', reason: 'It leaked.', target: 'Leaked', target_list: 'api_keys' });
  });

  it('are told from those whose time is over', async () => {
    const { key } = await aMachine(app, [ITS_PERMISSION], { expiresInMs: 1000 });
    expect(await rowOf(key.id)).toMatchObject({ state: 'live' });
    app.clock.advance(1000);
    expect(await rowOf(key.id)).toMatchObject({ state: 'expired' });
  });

  it('are seen by staff with the permission, and neither made nor revoked by them (forced browsing)', async () => {
    const { key, secret } = await aMachine(app, [ITS_PERMISSION]);
    const before = await keys();
    expect(await rows('', support)).not.toEqual([]);
    expect((await make({}, support)).status).toBe(403);
    expect((await revoke(key.id, {}, support)).status).toBe(403);
    expect([await keys(), await opens(secret)]).toEqual([before, 200]);
  });

  describe('what one of them did', () => {
    let machine: Machine;
    let userId: string;
    beforeAll(async () => {
      machine = await aMachine(app, ['users.change'], { name: 'CRM <script>' });
      userId = await aCustomer(app);
      await app.sql('UPDATE users SET is_verified = false WHERE id = $1', [userId]);
      const { key } = await app.get(ApiKeyAuthentication).authenticate(machine.secret, '192.0.2.1');
      await app.get(AccountSupport).verify(app.get(MachineOperators).of(key, OPERATOR), userId);
    });

    it('is in the audit log by its name, with the way to it', async () => {
      const [act] = await audited(`filters.actor_kind=api_key&filters.actor_id=${machine.key.id}`);
      expect(act).toMatchObject({ actor: 'API key CRM <script>', actor_list: 'api_keys', target_id: userId });
      expect((await root.browser.get('/export/audit_log.csv?filters.actor_kind=api_key')).text).toContain('API key CRM <script>');
    });

    it('is on the page of the user', async () => {
      const { record } = json(await support.browser.get(`/api/resources/users/records/${userId}/show`));
      const acts = JSON.parse(record.params.sections).find(({ title }: { title: string }) => title === 'What operators did');
      expect(acts.table.rows[0][1]).toBe('API key CRM <script>');
    });
  });

  const auditPage = () => root.browser.get('/api/resources/audit_log/actions/list');
  const audited = async (query: string): Promise<readonly object[]> =>
    json(await root.browser.get(`/api/resources/audit_log/actions/list?${query}`)).records.map((one: { params: object }) => one.params);
});
