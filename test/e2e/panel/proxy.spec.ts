import { loadConfiguration } from '@castellan/config';
import { PanelBrowser, TestPanel } from '../../support/panel/browser.js';
import type { Page, SignedInOperator } from '../../support/panel/browser.js';
import { INNER_HOST, PathProxy } from '../../support/http/proxy.js';
import { aUser } from '../../support/people/people.js';
import { idOf } from '../../support/people/second-factor.js';
import { someAddress } from '../../support/http/some-address.js';
import { TestApp } from '../../support/app/test-app.js';

const ORIGIN = 'https://ops.example';
const PATH = '/castellan';
const PAGES = ['/', '', '/sign-in', '/sign-in/code', '/sign-in/set-up', '/sign-out', '/resources/users', '/nothing', '/resources/nothing'];

describe.each([
  ['takes the path off', true],
  ['leaves the path on', false],
])('the panel behind a proxy that ends TLS and %s', (_, strips) => {
  let app: TestApp;
  let panel: TestPanel;
  let proxy: PathProxy;
  let root: Omit<SignedInOperator, 'id'>;

  beforeAll(async () => {
    app = await TestApp.start({ ADMIN_URL: `${ORIGIN}${PATH}/` });
    panel = await TestPanel.start(app);
    proxy = await PathProxy.start(panel.base, { path: PATH, strips });
    const person = await panel.aStaffMember({ superuser: true });
    const browser = aBrowser();
    root = { ...person, browser, ...(await browser.enrol(app, person)) };
  }, 120_000);
  afterAll(async () => {
    await proxy.close();
    await panel.close();
    await app.close();
  });

  const aBrowser = () => new PanelBrowser(proxy.base, someAddress(), ORIGIN);

  it('lets operators in and out, and leads them nowhere else', async () => {
    const browser = aBrowser();
    expect(await browser.get('/')).toMatchObject({ status: 303, location: `${PATH}/sign-in` });
    expect(await browser.begin(root)).toMatchObject({ status: 303, location: `${PATH}/sign-in/code` });
    expect(await browser.submit('/sign-in/code', { code: await root.phone.nextCode() })).toMatchObject({ location: `${PATH}/` });
    expect((await browser.get('/')).status).toBe(200);
    expect(await browser.submit('/sign-out')).toMatchObject({ status: 303, location: `${PATH}/sign-in` });
    expect(await browser.get('/resources/users')).toMatchObject({ status: 303, location: `${PATH}/sign-in` });
  });

  it('keeps its cookie on https, though it hears http', async () => {
    const { cookies, headers } = await aBrowser().begin(root);
    expect(cookies).toEqual([expect.stringMatching(/^__Host-admin_step=.*; Path=\/; .*HttpOnly; SameSite=Strict; Secure$/)]);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });

  it('names no address outside of its path, and serves each that it names', async () => {
    const pages = await Promise.all(PAGES.map((page) => root.browser.get(page)));
    const home = (JSON.parse((await root.browser.get('/api/dashboard')).text) as { html: string }).html;
    const addresses = new Set([...pages.map(({ text }) => text), home].flatMap(addressesIn));
    expect(addresses.delete('http://localhost:3000/password-reset')).toBe(true); // of the service: the one way out

    expect([...addresses].filter((address) => !address.startsWith(`${PATH}/`))).toEqual([]);
    const answers = await Promise.all([...addresses].map((address) => root.browser.get(address.slice(PATH.length))));
    expect(answers.filter(({ status }) => ![200, 303].includes(status))).toEqual([]);
    expect(addresses.size).toBeGreaterThan(20);
    const first = new Set([...addresses, '/castellan/avatars/a.webp', '/castellan/healthz'].map((address) => address.split('/')[2]!));
    expect([...first].filter((segment) => segment !== '' && isFreeForAPath(segment))).toEqual([]);
  });

  it('leaves it to AdminJS where its components lead', async () => {
    const names = addressesIn((await root.browser.get('/')).text).filter((address) =>
      /\/assets\/panel-(?!state|start)[\w-]+\.js$/.test(address),
    );
    const scripts = await Promise.all(names.map((name) => root.browser.get(name.slice(PATH.length))));

    expect(scripts.length).toBeGreaterThan(2);
    // but for what its ApiClient gets, which begins with its own root
    expect(scripts.flatMap(({ text }) => text.match(/(?<!\.get\()['"`]\/[\w$].*/g) ?? [])).toEqual([]);
  });

  it('tells the scripts of AdminJS where they are', async () => {
    const { paths } = stateIn(await root.browser.get('/'));
    expect(paths).toMatchObject({ rootPath: PATH, loginPath: `${PATH}/sign-in`, logoutPath: `${PATH}/sign-out` });
  });

  it('does what operators ask, and stays on the record while there is one', async () => {
    const user = await aUser(app);
    const id = await idOf(app, user);
    const answer = await root.browser.act(`/api/resources/users/records/${id}/disable`, { confirmed: 'yes', reason: 'a test' });

    const record = `${PATH}/resources/users/records/${id}/show`;
    expect(JSON.parse(answer.text)).toMatchObject({ notice: { type: 'success' }, redirectUrl: record });
    expect(await app.sql('SELECT is_active FROM users WHERE id = $1', [id])).toEqual([{ is_active: false }]);

    const erased = await root.browser.act(`/api/resources/users/records/${id}/erase`, {
      confirmed: 'yes',
      reason: 'a test',
      email: user.email,
    });
    expect(JSON.parse(erased.text)).toMatchObject({ notice: { type: 'success' }, redirectUrl: `${PATH}/resources/users` });
  });

  it('exports', async () => {
    const csv = await root.browser.get('/export/auth_events.csv?filters.event=panel_login');
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.text).toContain('panel_login');
  });

  it('is closed to every other origin, that of the name it is called by inside too (CSRF)', async () => {
    const foreign = [`http://${INNER_HOST}`, `https://${INNER_HOST}`, 'http://ops.example', 'https://ops.example:8443', 'null'];
    for (const origin of foreign) expect((await root.browser.submit('/sign-out', {}, { origin })).status).toBe(403);
    expect((await root.browser.get('/')).status).toBe(200);
  });
});

/** Whether the panel could be put below such a path: not below one that it uses itself, or a proxy that takes it off would be misread. */
function isFreeForAPath(segment: string): boolean {
  try {
    loadConfiguration({ ADMIN_URL: `${ORIGIN}/${segment}/castellan`, SECRET_KEY: 'a secret key for tests, of 32 bytes and more' });
    return true;
  } catch {
    return false;
  }
}

/** Where a page leads: in its elements, and in the state that AdminJS's scripts read. */
function addressesIn(html: string): readonly string[] {
  const inElements = [...html.matchAll(/\b(?:href|src|action)="(?!data:)([^"]*)"/g)];
  const inState = [...html.matchAll(/"(?:href|rootPath|loginPath|logoutPath)":"([^"]+)"/g)];
  return [...inElements, ...inState].map(([, address]) => address!).map((address) => (address === PATH ? `${PATH}/` : address));
}

function stateIn({ text }: Page): { readonly paths: object } {
  const [, json = '{}'] = /<script type="application\/json" id="panel-state">(.*)<\/script>/.exec(text) ?? [];
  return (JSON.parse(json) as { state: { paths: object } }).state;
}
