import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/api/profile/';

let app: TestApp;
let session: BearerSession;

const get = (): Promise<Answer> => app.client().get(PATH, session.bearer);
const patch = (body: unknown): Promise<Answer> => patchText(JSON.stringify(body));
const patchText = (text: string): Promise<Answer> =>
  app.client().send('PATCH', PATH, text, { 'content-type': 'application/json', ...session.bearer });

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.close());
beforeEach(async () => {
  session = await signInBearer(app, await aUser(app));
});

describe('settings', () => {
  it('are merged key by key, and null takes a key away', async () => {
    await patch({ settings: { theme: 'dark', mail: { weekly: true, daily: false }, size: 3 } });
    expect((await patch({ settings: { mail: { weekly: false }, size: null, tags: ['a', null] } })).body.settings).toEqual({
      theme: 'dark',
      mail: { weekly: false },
      tags: ['a', null],
    });
    expect((await patch({ settings: {} })).body.settings).toMatchObject({ theme: 'dark' });
  });

  it('lose nothing when many change them at once', async () => {
    const keys = Array.from({ length: 20 }, (_, at) => `key${at}`);
    const answers = await Promise.all(keys.map((key) => patch({ settings: { [key]: 1 } })));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200));
    expect(Object.keys((await get()).body.settings as object).sort()).toEqual(keys.toSorted());
  });

  it('never grow over their bound when many change them at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => patch({ settings: { [`key${at}`]: 'x'.repeat(3_000) } })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  });

  it.each([
    '{"settings":{"__proto__":{"is_staff":true}}}',
    '{"settings":{"a":[{"__proto__":{"is_staff":true}}]}}',
    '{"settings":{"constructor":{"prototype":{"is_staff":true}}}}',
    '{"__proto__":{"settings":{"a":1}}}',
  ])('refuse %s (prototype pollution)', async (text) => {
    expect((await patchText(text)).status).toBe(400);
    expect(({} as Record<string, unknown>)['is_staff']).toBeUndefined();
  });

  it('come without the other names that lead to every object (prototype pollution)', async () => {
    const text = '{"settings":{"constructor":{"is_staff":true},"a":{"prototype":{"is_staff":true}},"b":[{"constructor":1}]}}';
    expect((await patchText(text)).body.settings).toEqual({ a: {}, b: [{}] });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['is_staff']).toBeUndefined();
  });

  it.each([
    '{"settings":[]}',
    '{"settings":"{}"}',
    '{"settings":7}',
    '{"settings":{"a":1e999}}',
    '{"settings":{"a":{"b":{"c":{"d":{}}}}}}',
  ])('refuse %s', async (text) => expect((await patchText(text)).body.errors.settings).toHaveLength(1));

  it('keep what they were given, also what looks like SQL or markup', async () => {
    const settings = { "a'b": "'; DROP TABLE profiles; --", '<b>': '<script>', '': 'empty', ключ: '🦊', toString: 1, n: -0.5, t: true };
    expect((await patch({ settings })).body.settings).toEqual(settings);
  });
});
