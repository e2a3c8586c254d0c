import { AccountSupport, UserDirectory } from '@castellan/accounts';
import { NOBODY } from '../../support/people/operators.js';
import type { PanelBrowser, SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aUser } from '../../support/people/people.js';
import { json } from '../../support/panel/users.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(AccountSupport.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['users.view', 'users.change', 'auth_events.view']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const idOf = async (email: string) => (await app.get(UserDirectory).findByName({ email }))!.id;
  const aCustomer = async (more: object = {}) => idOf((await aUser(app, { ...more })).email);
  const list = (browser: PanelBrowser, query: string) => browser.get(`/api/resources/users/actions/list?${query}`);
  const act = (browser: PanelBrowser, id: string, action: string, fields = {}) =>
    browser.act(`/api/resources/users/records/${id}/${action}`, { confirmed: 'yes', ...fields });
  const userRow = async (id: string) => (await app.sql<Record<string, unknown>>('SELECT * FROM users WHERE id = $1', [id]))[0];
  const audit = async (id: string) => app.sql<object>('SELECT action, actor_id FROM audit_log WHERE target_id = $1', [id]);

  describe('finds users', () => {
    const found = async (text: string, filter = 'search') =>
      json(await list(root.browser, `filters.${filter}=${encodeURIComponent(text)}`)).records.map(
        (one: { params: { email: string } }) => one.params.email,
      );

    it('by the beginning of address, username or name, without case and accents, and takes % and _ as they are', async () => {
      const { email } = await aUser(app, { first_name: 'Ágnes_100%', last_name: 'Szabó' });
      await app.sql("UPDATE users SET username = 'Agi.Prefix', username_key = 'agi.prefix' WHERE email = $1", [email]);
      for (const text of [email.slice(0, 12).toUpperCase(), 'AGI.pre', 'ágnes_100%', 'AGNES_1', 'szabo'])
        expect([text, await found(text)]).toEqual([text, [email]]);
      for (const text of ['ágnesx100%', 'gnes_100', '%', '_gnes', '％', email.slice(1)])
        expect([text, await found(text)]).toEqual([text, []]);
    });

    it('by both names in either order, with or without a comma', async () => {
      const { email } = await aUser(app, { first_name: 'Jane Mary', last_name: 'van der Doe' });
      for (const text of ['Jane Mary van der Doe', 'van der Doe Jane', 'Van der Doe, Jane Mary', '  jane   van '])
        expect([text, await found(text)]).toEqual([text, [email]]);
      expect(await found('Jane Doe')).toEqual([]);
      expect(await found('*doe jane')).toEqual([email]);
    });

    it('by a part anywhere, where a * asks for it', async () => {
      const { email } = await aUser(app, { first_name: 'Zsófia_Anywhere', last_name: 'Nagy' });
      for (const text of ['*fia_any', '*WHERE nagy', `*${email.slice(2)}`]) expect([text, await found(text)]).toEqual([text, [email]]);
      for (const text of ['*fiaxany', '*%where', '**']) expect([text, await found(text)]).toEqual([text, []]);
      expect(await found(`*${email.slice(2)}`, 'email')).toEqual([email]);
      expect(await found(email.slice(2), 'email')).toEqual([]);
    });

    it('by the id, and by the whole phone number however it is written', async () => {
      const { email } = await aUser(app);
      const id = await idOf(email);
      await app.sql("UPDATE users SET phone = '+36301234567', phone_verified_at = now() WHERE id = $1", [id]);
      for (const text of [id, ` ${id.toUpperCase()} `, '+36 30 123-4567']) expect([text, await found(text)]).toEqual([text, [email]]);
      for (const text of [NOBODY, '+36 30 123', '1234567']) expect([text, await found(text)]).toEqual([text, []]);
    });

    it('in the order of their last sign-in, those who never did at the far end', async () => {
      const lastName = 'Ordering';
      const [never, long, lately] = [
        await aUser(app, { last_name: lastName }),
        await aUser(app, { last_name: lastName }),
        await aUser(app, { last_name: lastName }),
      ];
      await app.sql('UPDATE users SET last_login = NULL WHERE email = $1', [never.email]);
      await app.sql("UPDATE users SET last_login = '2020-01-01' WHERE email = $1", [long.email]);
      await app.sql("UPDATE users SET last_login = '2021-01-01' WHERE email = $1", [lately.email]);
      const sorted = async (direction: string) =>
        json(await list(root.browser, `filters.search=${lastName}&sortBy=last_login&direction=${direction}`)).records.map(
          (one: { params: { email: string } }) => one.params.email,
        );
      expect(await sorted('desc')).toEqual([lately.email, long.email, never.email]);
      expect(await sorted('asc')).toEqual([never.email, long.email, lately.email]);
    });
  });

  it.each([
    ['an unknown filter', 'filters.password_hash=a'],
    ['a very long value', `filters.email=${'x'.repeat(10_000)}`],
    ['a value there is none of', 'filters.is_staff=perhaps'],
    ['an unknown order', 'sortBy=password_hash'],
    ['an order that is SQL', `sortBy=${encodeURIComponent('email; DROP TABLE users')}`],
    ['a page out of reach', 'page=100000000'],
    ['a time that is none', 'filters.date_joined~~from=yesterday'],
  ])('answers %s with a message, and with no rows', async (_, query) => {
    const answer = await list(root.browser, query);
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ records: [], notice: { type: 'error' } });
  });

  it.each(['filters.toString=a', 'filters.__proto__=a', 'filters.email=a&filters.email=b', 'filters.constructor.prototype=a'])(
    'refuses %s (prototype pollution)',
    async (query) => {
      const answer = await list(root.browser, query);
      expect(answer.status).toBe(400);
      expect(json(answer).notice.type).toBe('error');
    },
  );

  it('refuses a bulk action on nobody, and bodies that are no form', async () => {
    expect((await root.browser.act('/api/resources/users/bulk/disableAll')).status).toBe(404);
    const path = `/api/resources/users/records/${root.id}/edit`;
    const headers = { origin: panel.base, 'content-type': 'application/json' };
    expect((await root.browser.send('POST', path, '{"first_name": "x"}', headers)).status).toBe(400);
    expect((await root.browser.send('POST', path, 'x'.repeat(110_000), headers)).status).toBe(413);
  });

  it('answers quotes with nothing found', async () => {
    expect(json(await list(root.browser, `filters.email=${encodeURIComponent(`' OR 1=1 --"`)}`))).toMatchObject({
      records: [],
      meta: { total: 0 },
    });
  });

  it('lets support do what it may, and writes down who did it', async () => {
    const id = await aCustomer();
    expect((await act(support.browser, id, 'disable', { reason: 'because' })).status).toBe(200);
    expect(await userRow(id)).toMatchObject({ is_active: false });
    expect(await audit(id)).toContainEqual({ action: 'user.changed', actor_id: support.id });
  });

  it('shows no hash, token or secret', async () => {
    const page = await root.browser.get(`/api/resources/users/records/${root.id}/show`);
    expect(page.text).not.toMatch(/\$2[aby]\$|\$argon2|password_hash|token_hash|"secret"/);
  });

  describe('whoever asks past the page (forced browsing)', () => {
    it('is refused without a permission for each resource and action', async () => {
      const id = await aCustomer();
      const { browser } = await panel.anOperator();
      for (const path of [
        'users',
        'auth_events',
        'audit_log',
        'sessions',
        'groups',
        'jobs',
        'signing_keys',
        'profiles',
        'otp_codes',
        'mail_deliveries',
        'sources',
      ]) {
        expect((await browser.get(`/api/resources/${path}/actions/list`)).status).toBe(403);
        expect((await browser.get(`/resources/${path}`)).status).toBe(403);
      }
      expect((await browser.get('/export/auth_events.csv')).status).toBe(403);
      for (const action of ['show', 'edit', 'disable', 'erase', 'verify', 'resetTwoFactor', 'grantSuperuser'])
        expect((await act(browser, id, action)).status).toBe(403);
      expect((await browser.act(`/api/resources/users/bulk/disableAll?recordIds=${id}`)).status).toBe(403);
      expect(await userRow(id)).toMatchObject({ is_active: true, is_superuser: false });
    });

    it('is refused what is for superusers, and above them', async () => {
      const id = await aCustomer();
      for (const action of ['grantStaff', 'grantSuperuser', 'groups', 'permissions', 'erase', 'endSessions']) {
        expect((await act(support.browser, id, action, { chosen: 'users.delete' })).status).toBe(403);
      }
      for (const action of ['disable', 'resetTwoFactor', 'verify']) {
        expect((await act(support.browser, root.id, action, { reason: 'because' })).status).toBe(403);
      }
      expect((await support.browser.act(`/api/resources/users/bulk/disableAll?recordIds=${root.id}`, { reason: 'because' })).status).toBe(
        403,
      );
      expect(await userRow(root.id)).toMatchObject({ is_active: true });
      expect((await act(support.browser, support.id, 'grantSuperuser')).status).toBe(403);
    });

    it('finds no action of AdminJS that we do not offer', async () => {
      const id = await aCustomer();
      expect((await act(root.browser, id, 'delete')).status).toBe(404);
      expect((await root.browser.act(`/api/resources/users/bulk/bulkDelete?recordIds=${id}`)).status).toBe(404);
      expect((await root.browser.get('/api/resources/users/actions/search')).status).toBe(404);
      expect((await root.browser.get('/api/resources/nothing/actions/list')).status).toBe(404);
      expect((await root.browser.act('/api/resources/auth_events/actions/new')).status).toBe(404);
    });

    it('changes nothing by a GET, nor from another site', async () => {
      const id = await aCustomer();
      await root.browser.get(`/api/resources/users/records/${id}/disable`);
      const path = `/api/resources/users/records/${id}/disable`;
      expect((await root.browser.submit(path, {}, { origin: 'https://evil.example' })).status).toBe(403);
      expect((await panel.browser().act(path)).location).toBe('/sign-in');
      expect(await userRow(id)).toMatchObject({ is_active: true });
    });

    it('is nobody for an id that is none or unknown', async () => {
      for (const id of [NOBODY, 'x', `'--`]) {
        expect(json(await root.browser.get(`/api/resources/users/records/${encodeURIComponent(id)}/show`)).notice.type).toBe('error');
      }
    });
  });

  it('keeps the last superuser, and everybody from shutting out themselves', async () => {
    expect((await act(root.browser, root.id, 'disable')).status).toBe(400);
    expect((await act(root.browser, root.id, 'erase')).status).toBe(400);
    expect(await userRow(root.id)).toMatchObject({ is_active: true });
  });

  it('exports the log without formulas (CSV injection)', async () => {
    await app.client({ 'user-agent': '=cmd|calc' }).post('/api/auth/login/', { identifier: 'nobody@example.com', password: 'a wrong one' });
    const csv = await support.browser.get('/export/auth_events.csv?filters.event=login');
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.text).toContain(",'=cmd|calc,");
    expect((await support.browser.get('/export/auth_events.csv?filters.nonsense=1')).status).toBe(400);
  });

  it('hands out its page without a script in it (stored XSS)', async () => {
    const page = await root.browser.get('/resources/users');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.text.match(/<script(?![^>]* src=)[^>]*>/g)).toEqual(['<script type="application/json" id="panel-state">']);
  });
});
