import { csvOf } from './csv.js';

const cell = (value: unknown): string =>
  csvOf(['a'], [{ a: value }])
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n');

describe(csvOf.name, () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['+49', `'+49`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `"'\t'=1"`],
    ['\r=1', `"'\r'=1"`],
    ['\tcmd', `"'\tcmd"`],
    ['\n=1', `"\n'=1"`],
    ['  =1', `  '=1`],
    ['\u00a0=1', `\u00a0'=1`],
    ['＝1', `'＝1`],
    ['＋1', `'＋1`],
    ['－1', `'－1`],
    ['＠a', `'＠a`],
    ['"=1', `"""'=1"`],
    ["'=1", `''=1`],
    ['a,=1', `"a,'=1"`],
    ['a;=1', `"a;'=1"`],
    ['a";"=1', `"a"";""'=1"`],
    ['a\n=1', `"a\n'=1"`],
  ])('lets %j begin no formula', (value, told) => {
    expect(cell(value)).toBe(told);
  });

  it('leaves alone what is no formula', () => {
    const row = { a: 'ada@example.com', b: 'Mozilla/5.0 (X11; Linux x86_64)', c: new Date(0), d: null, e: 12, f: true, g: 'say "no"' };
    expect(csvOf(Object.keys(row), [row])).toBe(
      'a,b,c,d,e,f,g\r\nada@example.com,"Mozilla/5.0 (X11; Linux x86_64)",1970-01-01T00:00:00.000Z,,12,true,"say ""no"""\r\n',
    );
  });
});
