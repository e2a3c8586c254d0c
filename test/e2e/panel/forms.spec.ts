import { formOf } from '../../../apps/admin/src/panel/form-reader.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser } from '../../support/panel/browser.js';
import { TestApp } from '../../support/app/test-app.js';
import { parsed, talk } from '../../support/http/wire.js';

const FORM = 'application/x-www-form-urlencoded';
const EDGE = '--x\r\nContent-Disposition: form-data; ';
const PATH = '/api/resources/groups/actions/new';

let app: TestApp;
let panel: TestPanel;
let browser: PanelBrowser;
beforeAll(async () => {
  app = await TestApp.start();
  panel = await TestPanel.start(app);
  ({ browser } = await panel.anOperator({ superuser: true }));
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const post = (path: string, body: string, type: string) => browser.send('POST', path, body, { origin: panel.base, 'content-type': type });
const newGroup = (body: string, type: string) => post(PATH, body, type);
const groups = async () => (await app.sql<{ name: string }>('SELECT name FROM groups')).map(({ name }) => name);
/** One chunk, and the end. */
const inChunks = (body: string): string => {
  const head = ['Host: x', 'Origin: http://x', `Content-Type: ${FORM}`, `Cookie: admin_session=${browser.jar.get('admin_session')}`];
  const lines = [`POST ${PATH} HTTP/1.1`, ...head, 'Transfer-Encoding: chunked', 'Connection: close'];
  return `${lines.join('\r\n')}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
};
const statusOf = async (text: string): Promise<number> => parsed(await talk(Number(new URL(panel.base).port), text).answer).status;

describe(formOf.name, () => {
  it.each([
    ['of fields', 'name=Ada', FORM],
    ['of parts', `${EDGE}name="name"\r\n\r\nAda\r\n--x--\r\n`, 'multipart/form-data; boundary=x'],
    ['of 99 kB', `name=Ada&nothing=${'x'.repeat(99_000)}`, FORM],
    ['with a field twice, the last of which counts', 'name=x&name=Ada', FORM],
  ])('reads one %s', async (_, body, type) => {
    await app.sql('DELETE FROM groups');
    expect((await newGroup(body, type)).status).toBe(200);
    expect(await groups()).toEqual(['Ada']);
  });

  it.each([
    ['JSON', '{"name": "Mallory"}', 'application/json', 400],
    ['text', 'name=Mallory', 'text/plain', 400],
    ['parts without an edge', `${EDGE}name="name"\r\n\r\nMallory\r\n--x--\r\n`, 'multipart/form-data', 400],
    ['parts that do not end', `${EDGE}name="name"\r\n\r\nMallory`, 'multipart/form-data; boundary=x', 400],
    ['a part without a name', `${EDGE.slice(0, -2)}\r\n\r\nMallory\r\n--x--\r\n`, 'multipart/form-data; boundary=x', 400],
    ['a file', `${EDGE}name="name"; filename="a"\r\n\r\nMallory\r\n--x--\r\n`, 'multipart/form-data; boundary=x', 400],
    ['a field of every object (prototype pollution)', 'name=Mallory&__proto__=x', FORM, 400],
    ['a path into every object', 'name=Mallory&constructor.prototype.x=1', FORM, 400],
    ['a NUL', 'name=Mallory%00', FORM, 400],
    ['a name without end', `${'x'.repeat(2_000)}=1&name=Mallory`, FORM, 400],
    ['101 kB', `name=Mallory&nothing=${'x'.repeat(103_000)}`, FORM, 413],
    ['5 MB, whose answer still arrives', `name=Mallory&nothing=${'x'.repeat(5_000_000)}`, FORM, 413],
  ])('refuses %s, and does nothing', async (_, body, type, status) => {
    const answer = await newGroup(body, type);
    expect([answer.status, JSON.parse(answer.text).notice.type]).toEqual([status, 'error']);
    expect(await groups()).not.toContain('Mallory');
  });

  it('refuses what is packed, unread (zip bomb)', async () => {
    const headers = { origin: panel.base, 'content-type': FORM, 'content-encoding': 'gzip' };
    expect((await browser.send('POST', PATH, 'x', headers)).status).toBe(415);
  });

  it('reads chunks as well, up to the same size', async () => {
    expect(await statusOf(inChunks('name=InChunks'))).toBe(200);
    expect(await groups()).toContain('InChunks');
    expect(await statusOf(inChunks(`name=Mallory&nothing=${'x'.repeat(103_000)}`))).toBe(413);
  });

  it.each([
    ['JSON', '{"identifier": "a", "password": "b"}', 'application/json', 401],
    ['parts', `${EDGE}name="identifier"\r\n\r\na\r\n--x--\r\n`, 'multipart/form-data; boundary=x', 401],
    ['nothing', '', FORM, 401],
    ['one field twice', 'identifier=a&identifier=a&password=b', FORM, 401],
    ['11 kB', `identifier=${'x'.repeat(11_000)}`, FORM, 413],
  ])('finds nothing in a form of the way in that is %s', async (_, body, type, status) => {
    const headers = { origin: panel.base, 'content-type': type };
    const { status: answered, headers: told } = await panel.browser().send('POST', '/sign-in', body, headers);
    expect([answered, told.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
  });

  it('leaves unread what no route takes', async () => {
    expect((await post('/nothing', 'x'.repeat(200_000), FORM)).status).toBe(404);
    expect((await browser.submit('/resources/users', { a: 'b' })).status).toBe(404);
  });
});
