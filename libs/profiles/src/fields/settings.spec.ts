import { mergeSettings } from './settings.js';

const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) });
const parsed = (json: string): unknown => JSON.parse(json);

describe(mergeSettings.name, () => {
  it('replaces keys that are given, takes away those that are null, and leaves the others', () => {
    const current = { theme: 'dark', mail: { weekly: true, daily: false }, size: 3 };
    expect(mergeSettings(current, { mail: { weekly: false }, size: null, new: [1, null] })).toEqual({
      value: { theme: 'dark', mail: { weekly: false }, new: [1, null] },
    });
    expect(current).toEqual({ theme: 'dark', mail: { weekly: true, daily: false }, size: 3 });
  });

  it('empties all for null', () => expect(mergeSettings({ theme: 'dark' }, null)).toEqual({ value: {} }));

  it.each([['a text'], [7], [true], [[]], [['a']]])('refuses %p, which is no object', (given) =>
    expect(mergeSettings({}, given)).toEqual({ problem: 'This must be an object.' }),
  );

  it('takes four levels and no fifth, lists included', () => {
    expect(mergeSettings({}, nested(4))).toHaveProperty('value');
    expect(mergeSettings({}, nested(5))).toEqual({ problem: 'Settings may have at most 4 levels.' });
    expect(mergeSettings({}, { a: [[[[]]]] })).toHaveProperty('problem');
    expect(mergeSettings({}, parsed(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`))).toHaveProperty('problem');
  });

  it('takes 8 kB as JSON and not a byte more, what is there counted in', () => {
    const full = { a: 'ä'.repeat((8 * 1024 - '{"a":""}'.length) / 2) };
    expect(mergeSettings({}, full)).toHaveProperty('value');
    expect(mergeSettings({ b: 1 }, full)).toEqual({ problem: 'Settings may take at most 8 kB as JSON.' });
    expect(mergeSettings({ b: 1 }, { ...full, b: null })).toHaveProperty('value');
  });

  it.each([
    '{"__proto__":{"isStaff":true}}',
    '{"constructor":{"prototype":{"isStaff":true}}}',
    '{"a":{"prototype":1}}',
    '{"a":[{"__proto__":1}]}',
  ])('refuses %s, and no object learns of it (prototype pollution)', (json) => {
    expect(mergeSettings({}, parsed(json))).toEqual({ problem: 'No key may be named __proto__, constructor, prototype.' });
    expect(({} as Record<string, unknown>)['isStaff']).toBeUndefined();
  });

  it.each([
    ['NUL', { a: 'x\0' }],
    ['half a character', { a: ['\ud800'] }],
    ['a key with NUL', { 'a\0': 1 }],
  ])('refuses %s, which the database cannot hold', (_what, given) => expect(mergeSettings({}, given)).toHaveProperty('problem'));

  it('refuses a number that would come back as null', () => expect(mergeSettings({}, parsed('{"a":1e999}'))).toHaveProperty('problem'));
});
