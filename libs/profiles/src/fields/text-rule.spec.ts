import { textRule } from './text-rule.js';

const read = textRule({ max: 10 });
const readLines = textRule({ max: 2_000, lines: true });

describe(textRule.name, () => {
  it('takes blanks away around a text', () => expect(read('  Ada \n')).toEqual({ value: 'Ada' }));

  it('empties a text for null', () => expect(read(null)).toEqual({ value: '' }));

  it.each([7, true, ['a'], { $ne: '' }])('refuses %p (type confusion)', (given) =>
    expect(read(given)).toEqual({ problem: 'This must be a text.' }),
  );

  it('counts characters, not halves of them, after trimming', () => {
    expect(read(` ${'🦊'.repeat(10)} `)).toEqual({ value: '🦊'.repeat(10) });
    expect(read('🦊'.repeat(11))).toEqual({ problem: 'This may have at most 10 characters.' });
    expect(read('a'.repeat(100_000))).toHaveProperty('problem');
  });

  it.each([
    ['a line break', 'A\nda'],
    ['a carriage return', 'A\rda'],
    ['NUL', 'A\0da'],
    ['an escape', 'A\x1b[31mda'],
    ['a C1 control', 'A\x85da'],
    ['a line separator', 'A\u2028da'],
    ['a right-to-left override (Trojan Source)', 'A\u202eda'],
    ['an isolate (Trojan Source)', 'A\u2066da'],
    ['a right-to-left mark', 'A\u200fda'],
    ['half a character', 'A\ud800da'],
  ])('refuses %s', (_what, text) => expect(read(text)).toEqual({ problem: 'Control characters are not allowed.' }));

  it.each(['Ōno', 'محمد', 'می‌خواهم', '👩‍🚀', "O'Hara", '<b>'])('keeps %s as it is', (text) => expect(read(text)).toEqual({ value: text }));

  it('keeps lines where there may be several, with one kind of break', () => {
    expect(readLines('one\r\ntwo\n\n\tthree')).toEqual({ value: 'one\ntwo\n\n\tthree' });
    expect(readLines('one\rtwo')).toHaveProperty('problem');
    expect(readLines('one\u202etwo')).toHaveProperty('problem');
  });
});
