import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PANEL_LISTS, PanelLists } from '@castellan/panel';
import { PERMISSIONS, Permissions } from '@castellan/permissions';
import type { Operator } from '@castellan/accounts';
import { Logger } from '@nestjs/common';
import { panelAdmin } from '../../../apps/admin/src/panel/panel-admin.js';
import type { ResourceDefinition } from '../../../apps/admin/src/panel/resource-definition.js';
import { NOBODY, OPERATOR, operatorWith } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser, SignedInOperator } from '../../support/panel/browser.js';
import { RIGHTS, SUPERUSER } from '../../support/panel/rights.js';
import type { Subject } from '../../support/panel/rights.js';
import { SURE } from '../../support/panel/users.js';
import { fieldTable } from '../../support/panel/fields.js';
import { ROOT } from '../../support/root.js';
import { TestApp } from '../../support/app/test-app.js';

let app: TestApp;
let panel: TestPanel;
let root: SignedInOperator;
let clerk: SignedInOperator;
beforeAll(async () => {
  app = await TestApp.start();
  panel = await TestPanel.start(app);
  root = await panel.anOperator({ superuser: true });
  clerk = await panel.anOperator();
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const definitions = (): ReadonlyMap<string, ResourceDefinition> => panelAdmin(app.app, '').definitions;
const allBut = (needed: string): readonly string[] => PERMISSIONS.filter((permission) => permission !== needed);

/** The clerk may do this and nothing else, from the next request on. */
async function allow(permissions: readonly string[]): Promise<void> {
  const service = app.get(Permissions);
  await service.revokeFromUser(clerk.id, PERMISSIONS, OPERATOR);
  await service.grantToUser(clerk.id, permissions, OPERATOR);
}

/** Every way to change something, as the definitions have it. */
function everyAction(): readonly string[] {
  return [...definitions().values()].flatMap(({ id, create, update, actions = [], bulkActions = [] }) => [
    ...(create ? [`${id} new`] : []),
    ...(update ? [`${id} edit`] : []),
    ...[...actions, ...bulkActions].map(({ name }) => `${id} ${name}`),
  ]);
}

function pathOf(resource: string, action: string, { id }: Subject): string {
  const { actions = [], bulkActions = [] } = definitions().get(resource)!;
  const kind = [...actions, ...bulkActions].find(({ name }) => name === action)?.kind ?? (action === 'new' ? 'resource' : 'record');
  if (kind === 'bulk') return `/api/resources/${resource}/bulk/${action}?recordIds=${id}`;
  return `/api/resources/${resource}/${kind === 'record' ? `records/${id}` : 'actions'}/${action}`;
}

/** By the page's own route, as its script does it. */
const ask = (browser: PanelBrowser, resource: string, action: string, subject: Subject) =>
  browser.act(pathOf(resource, action, subject), { ...SURE, ...subject.fields });

/** Past the route: what the definition hands to the service. */
async function call(operator: Operator, resource: string, action: string, { id, fields = {} }: Subject): Promise<unknown> {
  const { create, update, actions = [], bulkActions = [] } = definitions().get(resource)!;
  if (action === 'new') return create!.run(operator, fields);
  if (action === 'edit') return update!.run(operator, id, fields);
  const bulk = bulkActions.find(({ name }) => name === action);
  return bulk ? bulk.run(operator, [id], fields) : actions.find(({ name }) => name === action)!.run(operator, id, fields);
}

// Before the tables below, which refuse more in a minute than is told.
describe('what is refused', () => {
  it('is in the log, with who and from where, and without an id of whom (unseen probing)', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    await allow(['users.view']);
    await clerk.browser.act(`/api/resources/users/records/${NOBODY}/disable`);
    await clerk.browser.submit('/sign-out', {}, { origin: 'https://evil.example' });
    const lines = warn.mock.calls.filter(([, text]) => text === 'refused').map(([line]) => line as object);
    warn.mockRestore();

    expect(lines).toMatchObject([
      { method: 'POST', path: '/api/resources/users/records/:id/disable', user_id: clerk.id, ip: expect.any(String) },
      { method: 'POST', path: '/sign-out' },
    ]);
    expect(JSON.stringify(lines)).not.toContain(NOBODY);
  });
});

describe('what an operator needs', () => {
  it('is written down here for every action there is', () => {
    expect(everyAction().toSorted()).toEqual(Object.keys(RIGHTS).toSorted());
    expect([...definitions().keys()].toSorted()).toEqual(Object.keys(PANEL_LISTS).toSorted());
  });

  it('is asked for each list, page, file and figure: by the route, by the service', async () => {
    for (const { id, create, update, hasExport } of definitions().values()) {
      const needed = PANEL_LISTS[id].view;
      await allow(allBut(needed));
      for (const path of [`/resources/${id}`, `/api/resources/${id}/actions/list`, `/api/resources/${id}/records/${NOBODY}/show`])
        expect([path, (await clerk.browser.get(path)).status]).toEqual([path, 403]);
      if (hasExport) expect((await clerk.browser.get(`/export/${id}.csv`)).status).toBe(403);
      if (create) expect((await clerk.browser.act(`/api/resources/${id}/actions/new`)).status).toBe(403);
      if (update) expect((await clerk.browser.get(`/api/resources/${id}/records/${NOBODY}/edit`)).status).toBe(403);
      const operator = operatorWith(allBut(needed));
      const lists = app.get(PanelLists);
      const looks = [
        () => lists.page(operator, id, { filters: {}, limit: 1, offset: 0 }),
        () => lists.count(operator, id, {}),
        () => lists.find(operator, id, [NOBODY]),
        () => lists.all(operator, id, {}),
      ];
      for (const look of looks) await expect(async () => look()).rejects.toMatchObject({ code: 'permission_denied' });
      await allow([needed]);
      expect((await clerk.browser.get(`/api/resources/${id}/actions/list`)).text).not.toContain('"notice"');
      expect((await clerk.browser.get(`/export/${id}.csv`)).status).toBe(hasExport ? 200 : 404);
    }
  });

  it.each(Object.entries(RIGHTS))('for %s is enough, and everything else is not', async (name, { needs, subject }) => {
    const [resource = '', action = ''] = name.split(' ');
    const view = PANEL_LISTS[resource as keyof typeof PANEL_LISTS].view;
    const refused = await subject(app);

    await allow(allBut(needs));
    expect((await ask(clerk.browser, resource, action, refused)).status).toBe(403);
    await allow(allBut(view));
    expect((await ask(clerk.browser, resource, action, refused)).status).toBe(403);
    const offered = await root.browser.get(pathOf(resource, action, refused)); // a look does nothing: it is still refused, or there, below
    expect(offered.status).toBe(action === 'new' ? 405 : 200);
    await expect(call(operatorWith(allBut(needs)), resource, action, refused)).rejects.toMatchObject({ code: 'permission_denied' });

    await allow([view, needs].filter((permission) => permission !== SUPERUSER));
    const { browser } = needs === SUPERUSER ? root : clerk;
    const answer = await ask(browser, resource, action, refused);
    expect([answer.status, JSON.parse(answer.text).notice]).toEqual([200, { message: expect.any(String), type: 'success' }]);
  });
});

describe('what takes something from somebody', () => {
  const LIGHT = ['sources deactivate', 'jobs drop', 'profiles removeAvatar'];

  it('asks why, and is red for nothing else', () => {
    const red = [...definitions().values()].flatMap(({ id, actions = [], bulkActions = [] }) =>
      [...actions, ...bulkActions].filter(({ isDrastic }) => isDrastic).map(({ name }) => `${id} ${name}`),
    );
    expect(red.filter((name) => !asking().includes(name) && !LIGHT.includes(name))).toEqual([]);
  });

  it('is refused by the service without a reason, and keeps one of 500 characters in the audit log alone', async () => {
    const reason = 'x'.repeat(500);
    for (const name of asking()) {
      const [resource = '', action = ''] = name.split(' ');
      const { id, fields } = await RIGHTS[name]!.subject(app);
      for (const bad of ['', '   ', `${reason}x`]) {
        const answer = await ask(root.browser, resource, action, { id, fields: { ...fields, reason: bad } });
        expect([name, answer.status, answer.text]).toEqual([name, 400, expect.stringMatching(/Say (why|it)/)]);
      }
      const [head] = await app.sql<{ last: number }>('SELECT max(seq)::int AS last FROM audit_log');
      expect((await ask(root.browser, resource, action, { id, fields: { ...fields, reason } })).status).toBe(200);
      const kept = await app.sql('SELECT DISTINCT reason FROM audit_log WHERE seq > $1 AND actor_id = $2', [head!.last, root.id]);
      expect([name, kept]).toEqual([name, [{ reason }]]);
    }
    const told = await app.sql('SELECT FROM auth_events e WHERE strpos(to_jsonb(e)::text, $1) > 0', [reason]);
    expect(told).toEqual([]);
  });

  /** Every act whose form has the field. */
  function asking(): readonly string[] {
    return [...definitions().values()].flatMap(({ id, actions = [], bulkActions = [] }) =>
      [...actions, ...bulkActions]
        .filter(({ fields = [] }) => fields.some((field) => field.name === 'reason'))
        .map(({ name }) => `${id} ${name}`),
    );
  }
});

describe('docs/operations/panel-fields.md', () => {
  const FILE = join(ROOT, 'docs/operations/panel-fields.md');

  it('tells which fields each permission shows and writes (field-level authorisation)', () => {
    const table = fieldTable(definitions().values());
    const [head = ''] = readFileSync(FILE, 'utf8').split('\n| list');
    if (process.env['UPDATE_DOCS']) writeFileSync(FILE, `${head}\n${table}`);
    expect(readFileSync(FILE, 'utf8')).toBe(`${head}\n${table}`);
  });
});

describe('a superuser', () => {
  it('stays, however many superusers disable, demote and delete each other at once', async () => {
    const others = [await panel.anOperator({ superuser: true }), await panel.anOperator({ superuser: true })];
    await app.sql('UPDATE users SET is_superuser = false WHERE NOT (id = ANY ($1::uuid[]))', [[root, ...others].map(({ id }) => id)]);
    const all = [root, ...others];
    const attempts = Array.from({ length: 20 }, (_, n) => {
      const [by, target] = [all[n % 3]!, all[(n + 1 + (n % 2)) % 3]!];
      const action = ['disable', 'revokeSuperuser', 'erase', 'disableAll'][n % 4]!;
      return ask(by.browser, 'users', action, { id: target.id, fields: { email: target.email } });
    });
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses).toContain(200);
    const left = await app.sql('SELECT id FROM users WHERE is_superuser AND is_active AND closed_at IS NULL');
    expect([1, 2]).toContain(left.length);
  });
});
