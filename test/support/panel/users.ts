import { UserDirectory } from '@castellan/accounts';
import type { Page, PanelBrowser } from './browser.js';
import { aUser } from '../people/people.js';
import type { TestApp } from '../app/test-app.js';

const USERS = '/api/resources/users';
/** What every form of an act sends that asks why. */
export const SURE = { confirmed: 'yes', reason: 'They asked for it.' };

/** The users' pages of the panel, as their scripts ask for them. */
export const panelUsers = (browser: PanelBrowser) => ({
  list: (query: string) => browser.get(`${USERS}/actions/list?${query}`),
  look: (id: string, action: string) => browser.get(`${USERS}/records/${id}/${action}`),
  act: (id: string, action: string, fields: Readonly<Record<string, string>> = {}) =>
    browser.act(`${USERS}/records/${id}/${action}`, { ...SURE, ...fields }),
  actOnAll: (ids: readonly string[], action: string) => browser.act(`${USERS}/bulk/${action}?recordIds=${ids.join(',')}`, SURE),
  create: (fields: Readonly<Record<string, string>>) => browser.act(`${USERS}/actions/new`, fields),
});

export const json = ({ text }: Pick<Page, 'text'>) => JSON.parse(text);

export const idOf = async (app: TestApp, email: string): Promise<string> => (await app.get(UserDirectory).findByName({ email }))!.id;

/** Somebody who signed up. */
export const aCustomer = async (app: TestApp, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  idOf(app, (await aUser(app, more)).email);

/** The row of the user; undefined for nobody. */
export const userRow = async (app: TestApp, id: string) =>
  (await app.sql<Record<string, unknown>>('SELECT * FROM users WHERE id = $1', [id]))[0];

/** What the audit log says of the user, the oldest first. */
export const auditOf = (app: TestApp, id: string) =>
  app.sql<{ action: string; actor_id: string; changes: unknown }>(
    'SELECT action, actor_id, changes FROM audit_log WHERE target_id = $1 ORDER BY seq',
    [id],
  );
