import { MalformedJson } from '../errors/http-errors.js';
import { MAX_DEPTH, scanJson } from './scan-json.js';

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe(scanJson.name, () => {
  it.each(
    [
      '{}',
      '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
      '{"a":"{\\"a\\":1,\\"a\\":2}"}',
      '{"a":"x:","b":"\\\\","c":"a"}',
      '{"prototype":1,"constructor":{"a":1}}',
      '{"a":"__proto__"}',
      nested(MAX_DEPTH),
    ].map((text) => [text.slice(0, 40), text] as const),
  )('lets %s pass', (_beginning, text) => expect(() => scanJson(text)).not.toThrow());

  it.each(
    [
      '{"a":1,"a":2}',
      '{"a":1,"b":2,"a":3}',
      '{"x":{"a":1,"b":2,"b":3}}',
      '[{"a":1},{"a":1,"a":1}]',
      '{"a":1,"\\u0061":2}',
      '{"a" :1, "a"\n:2}',
      '{"__proto__":1}',
      '{"\\u005f_proto__":1}',
      '{"a":[{"__proto__":{}}]}',
      '{"constructor":{"prototype":{}}}',
      nested(MAX_DEPTH + 1),
      '['.repeat(1_000_000),
    ].map((text) => [text.slice(0, 40), text] as const),
  )('refuses %s', (_beginning, text) => expect(() => scanJson(text)).toThrow(MalformedJson));

  it('gets to the end of text that is not JSON', () => {
    for (const text of ['"', '"\\', '}}}}', '{"a', '{"a"', ':', '{"a":1}}}{']) expect(() => scanJson(text)).not.toThrow();
  });

  it('takes time in proportion to the length (algorithmic complexity)', () => {
    const keys = `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":1`).join(',')}}`;
    const begun = performance.now();
    scanJson(keys);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
