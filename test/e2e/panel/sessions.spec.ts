import { SessionRevocation } from '@castellan/accounts';
import { NOBODY, operatorWith } from '../../support/people/operators.js';
import type { PanelBrowser, SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { auditOf, idOf, json, SURE } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { signInWithBoth } from '../../support/people/second-factor.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

let app: TestApp;
let panel: TestPanel;
let root: SignedInOperator;
let support: SignedInOperator;
beforeAll(async () => {
  ({ app, panel, root, support } = await staffedPanel(['sessions.view']));
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const list = async (resource: string, query = '', { browser } = root) =>
  json(await browser.get(`/api/resources/${resource}/actions/list?${query}`));
const act = (resource: string, id: string, action: string, fields: Readonly<Record<string, string>> = {}, { browser } = root) =>
  browser.act(`/api/resources/${resource}/records/${id}/${action}`, { ...SURE, ...fields });
const isIn = async (browser: PanelBrowser) => (await browser.get('/api/dashboard')).status === 200;
const rowOf = async (sql: string, id: string) => (await app.sql<Record<string, unknown>>(sql, [id]))[0];

describe(SessionRevocation.name, () => {
  const sessionOf = async (id: string) =>
    (await app.sql<{ id: string }>('SELECT id FROM admin_sessions WHERE user_id = $1', [id]))[0]?.id ?? '';

  it('shows who is in, from where and until when, and no hash of a token', async () => {
    const { records } = await list('admin_sessions', `filters.email=${support.email}`, support);
    expect(records).toHaveLength(1);
    expect(records[0].params).toMatchObject({
      email: support.email,
      user_id: support.id,
      device: expect.any(String),
      ip: expect.any(String),
    });
    const { last_used_at: used, ends_at: ends } = records[0].params;
    expect(Date.parse(ends) - Date.parse(used)).toBe(30 * 60_000);
    expect(JSON.stringify(records)).not.toMatch(/token|hash/);
  });

  it('lets a superuser end one, with their next request, and writes it down twice', async () => {
    const other = await panel.anOperator();
    const id = await sessionOf(other.id);
    expect((await act('admin_sessions', id, 'end', {}, support)).status).toBe(403);
    expect(await isIn(other.browser)).toBe(true);
    expect((await act('admin_sessions', id, 'end')).status).toBe(200);
    expect(await isIn(other.browser)).toBe(false);
    expect(await auditOf(app, other.id)).toContainEqual({
      action: 'user.changed',
      actor_id: root.id,
      changes: { panel_session: [id, 'ended'] },
    });
    expect(await rowOf("SELECT reason FROM auth_events WHERE user_id = $1 AND event = 'session_revoked'", other.id)).toEqual({
      reason: 'by_operator',
    });
  });

  it('leaves none of whoever signs out everywhere at the API (a thief who is in at the panel)', async () => {
    const other = await panel.anOperator();
    const { bearer } = await signInWithBoth(app, other);
    expect((await app.client().post('/api/auth/logout-all/', {}, bearer)).status).toBe(200);
    expect(await isIn(other.browser)).toBe(false);
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    expect(await isIn(root.browser)).toBe(true);
  });

  it('refuses the own one, and the one that is over', async () => {
    const answer = await act('admin_sessions', await sessionOf(root.id), 'end');
    expect([answer.status, json(answer).notice.message]).toEqual([400, expect.stringMatching(/Sign out/)]);
    expect(await isIn(root.browser)).toBe(true);
    const operator = operatorWith([], { id: root.id, isSuperuser: true });
    await expect(app.get(SessionRevocation).endAtPanel({ ...operator, sessionId: root.id }, NOBODY)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('shows no session of an older password', async () => {
    const other = await panel.anOperator();
    await app.sql('UPDATE users SET token_version = token_version + 1 WHERE id = $1', [other.id]);
    expect((await list('admin_sessions', `filters.user_id=${other.id}`)).meta.total).toBe(0);
  });
});

describe('sessions at the API', () => {
  it('are told apart: live, expired, ended', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    const [live, expired, ended] = [await signInBearer(app, person), await signInBearer(app, person), await signInBearer(app, person)];
    await app.sql(`UPDATE sessions SET expires_at = $2 WHERE id = $1`, [expired.sessionId, app.clock.in(-1_000)]);
    await app.client().post('/api/auth/logout/', { refresh: ended.refresh });
    for (const [state, session] of Object.entries({ live, expired, ended })) {
      const { records } = await list('sessions', `filters.user_id=${id}&filters.state=${state}`, support);
      expect(records.map(({ params }: { params: object }) => params)).toMatchObject([
        { id: session.sessionId, state, email: person.email },
      ]);
    }
    expect((await list('sessions', `filters.user_id=${id}&filters.state=asleep`)).notice.message).toMatch(/no such value/);
    expect((await list('sessions', `filters.state=live&filters.expires_at~~to=2030-01-01`)).notice.type).toBe('error');
  });
});
