import { PanelLists } from '@castellan/panel';
import { panelAdmin } from '../../../apps/admin/src/panel/panel-admin.js';
import { NOBODY } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser } from '../../support/panel/browser.js';
import { signInBearer, aUser } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

/** What somebody may write into the address of a list besides what its page writes there. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['an unknown filter', 'filters.password_hash=a'],
  ['a filter on an inherited name', 'filters.hasOwnProperty=a'],
  ['filters that are no object', 'filters=a'],
  ['filters in brackets', 'filters[id]=a'],
  ['filters in brackets and dots', 'filters[id].x=a'],
  ['an empty filter name', 'filters.=a'],
  ['a range of what is none', 'filters.id~~from=a'],
  ['an unknown parameter', 'where=1'],
  ['an unknown order', 'sortBy=password_hash'],
  ['an order that is SQL', `sortBy=${encodeURIComponent('1; DROP TABLE users')}`],
  ['an inherited name as the order', 'sortBy=constructor'],
  ['an unknown direction', 'direction=sideways'],
  ['a direction that is SQL', `direction=${encodeURIComponent('asc; DROP TABLE users')}`],
  ['a page out of reach', 'page=1000000000'],
  ['a page beyond numbers', `page=${'9'.repeat(400)}`],
  ['a negative page', 'page=-1'],
  ['page 0', 'page=0'],
  ['a page that is none', 'page=one'],
  ['a half page', 'page=1.5'],
  ['no rows', 'perPage=0'],
  ['negative rows', 'perPage=-5'],
  ['rows that are no number', 'perPage=NaN'],
  ['a NUL', 'filters.id=%00'],
  ['one parameter twice', 'sortBy=id&sortBy=id'],
];

const HOSTILE: readonly (readonly [string, string])[] = [
  ['quotes', `' OR 1=1 --"`],
  ['a percent sign', '%'],
  ['an underscore', '_'],
  ['a backslash', '\\'],
  ['10 kB', 'x'.repeat(10_000)],
  ['nothing', ''],
  ['what is left of a lone surrogate', '\ufffd'],
  ['JSON', '{"$ne":null}'],
  ['a very long number', '9'.repeat(60)],
];

let app: TestApp;
let panel: TestPanel;
let browser: PanelBrowser;
beforeAll(async () => {
  app = await TestApp.start();
  panel = await TestPanel.start(app);
  ({ browser } = await panel.anOperator({ superuser: true }));
  await signInBearer(app, await aUser(app, { source_url: 'https://example.net/somewhere' }));
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const list = (id: string, query = '') => browser.get(`/api/resources/${id}/actions/list?${query}`);
const definitions = () => [...panelAdmin(app.app, '').definitions.values()];
const json = ({ text }: { readonly text: string }) => JSON.parse(text);

/** A refusal is told, and comes without a row. */
function expectRefusal({ status, text }: { readonly status: number; readonly text: string }): void {
  expect([200, 400]).toContain(status);
  const { notice, records = [] } = JSON.parse(text);
  expect(notice).toMatchObject({ type: 'error', message: expect.stringMatching(/\w{3}/) });
  expect(records).toEqual([]);
}

/** Nothing holds such a text: a list of all rows is one that forgot its filter. */
async function expectFiltered(value: string, endings: readonly string[]): Promise<void> {
  for (const { id, fields } of definitions()) {
    const all: number = json(await list(id)).meta.total;
    const filters = fields.filter(({ in: places = [] }) => places.includes('filter')).map(({ name }) => name);
    for (const filter of filters.flatMap((name) => endings.map((ending) => name + ending))) {
      const answer = await list(id, `filters.${filter}=${encodeURIComponent(value)}`);
      expect([200, 400]).toContain(answer.status);
      const { notice, meta } = json(answer);
      if (!notice) expect(meta.total).toBeLessThan(Math.max(all, 1));
    }
  }
}

describe(PanelLists.name, () => {
  it.each(REFUSED)('refuses %s in every list, and shows no row', async (_, query) => {
    for (const { id } of definitions()) {
      expectRefusal(await list(id, query));
    }
  });

  it.each(HOSTILE)('takes %s as a text to look for in every filter, or refuses it', async (_, value) => {
    await expectFiltered(value, ['', '~~from', '~~to']);
  });

  it('takes no filter that is an object or an array', async () => {
    await expectFiltered('a', ['.0', '.x', '~~from.x', '~~x']);
  });

  it('orders each list by what its head offers, both ways', async () => {
    for (const { id, fields } of definitions()) {
      for (const { name, isSortable } of fields) {
        for (const direction of ['asc', 'desc']) {
          const answer = await list(id, `sortBy=${name}&direction=${direction}`);
          expect(answer.status).toBeLessThan(500);
          if (isSortable) expect([name, json(answer).notice]).toEqual([name, undefined]);
        }
      }
    }
  });

  it.each(['show', 'edit'])('says of ids that are none or unknown that there is no such row (%s)', async (action) => {
    for (const { id, update } of definitions()) {
      if (action === 'edit' && !update) continue;
      for (const key of [NOBODY, 'x', `'--`, '%25', '..%2f..', 'x'.repeat(3_000), '__proto__', '%00', '%E0%A4%A']) {
        for (const answer of [
          await browser.get(`/api/resources/${id}/records/${key.includes('%') ? key : encodeURIComponent(key)}/${action}`),
          await browser.act(`/api/resources/${id}/records/${key.includes('%') ? key : encodeURIComponent(key)}/${action}`, { name: 'x' }),
        ]) {
          expect(answer.status).toBeLessThan(500);
          expect(answer.text).not.toMatch(/docs\.adminjs|Resource of given id|More information can be found/);
          expect(json(answer).notice).toMatchObject({ type: 'error' });
        }
      }
    }
  });

  it.each([
    ['a day, whole', 'filters.created_at~~from=2026-02-28&filters.created_at~~to=2026-02-28', true],
    ['a time', 'filters.created_at~~from=2026-02-28T10:00Z', true],
    ['a time with seconds and a zone', 'filters.created_at~~from=2026-02-28T10:00:59.123%2B02:00', true],
    ['the last day there is', 'filters.created_at~~to=9999-12-31', true],
    ['the first', 'filters.created_at~~from=0001-01-01', true],
    ['a day that is none', 'filters.created_at~~from=2026-02-30', false],
    ['the year 0', 'filters.created_at~~from=0000-01-01', false],
    ['a number', 'filters.created_at~~from=1', false],
    ['a date as people write it', `filters.created_at~~from=${encodeURIComponent('28 Feb 2026')}`, false],
    ['another bound', 'filters.created_at~~at=2026-02-28', false],
    ['no bound', 'filters.created_at=2026-02-28', false],
  ])('reads %s', async (_, query, isRead) => {
    const answer = await list('auth_events', query);
    if (isRead) expect(json(answer)).not.toHaveProperty('notice');
    else expectRefusal(answer);
  });

  it('exports by the same strict reading', async () => {
    for (const { id } of definitions().filter(({ hasExport }) => hasExport)) {
      for (const query of ['filters[ip]=1', 'filters=1', 'where=1', 'filters.nothing=1', 'filters.created_at~~from=now'])
        expect((await browser.get(`/export/${id}.csv?${query}`)).status).toBe(400);
      expect((await browser.get(`/export/${id}.csv?page=1&sortBy=created_at&direction=desc`)).status).toBe(200);
    }
    expect((await browser.get('/export/groups.csv')).status).toBe(404);
  });

  it('gives users as a file, as the list shows them and with their ids', async () => {
    const [head, ...rows] = (await browser.get('/export/users.csv?filters.is_staff=false')).text.trim().split('\r\n');
    const [user] = await app.sql<{ id: string; email: string }>('SELECT id, email FROM users WHERE NOT is_staff');

    expect(head).toBe('id,email,name,is_verified,is_active,is_staff,two_factor,last_login,date_joined');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(new RegExp(`^${user!.id},${user!.email},,true,true,false,false,`));
  });

  it('shows nowhere a secret, a hash or a code (scan)', async () => {
    const columns = await app.sql<{ name: string }>(
      `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
       AND (column_name ~ 'hash|secret|seed|mac$|private' OR column_name = 'code')`,
    );
    for (const { id, key } of definitions()) {
      const { records } = json(await list(id));
      for (const { params } of records) {
        const shown = json(await browser.get(`/api/resources/${id}/records/${encodeURIComponent(params[key])}/show`)).record.params;
        expect(columns.filter(({ name }) => Object.keys({ ...params, ...shown }).includes(name))).toEqual([]);
        expect(JSON.stringify([params, shown])).not.toMatch(/\$2[aby]\$|\$argon2|"d":"|BEGIN PRIVATE/);
      }
    }
  });
});
