import { PLAIN_LINE } from '@castellan/common';
import { plainLine } from './plain-line.js';

describe(plainLine.name, () => {
  it.each([
    ['a forged line', 'curl\r\n{"level":50,"msg":"root signed in"}'],
    ['a terminal command', 'curl\u001B[2J\u009B31m'],
    ['line breaks of Unicode', 'a\u0085b\u2028c\u2029d'],
    ['turned writing', 'ada\u202Emoc.elpmaxe@\u2066'],
    ['NUL and half a character', 'a\u0000b\uD83D'],
  ])('takes the harm out of %s (log injection)', (_, text) => {
    const plain = plainLine(text, 100);

    expect(plain).toMatch(PLAIN_LINE);
    expect(plain).toContain('\uFFFD');
    expect(plain).toHaveLength([...text].length);
  });

  it('leaves what is plain as it is, of whatever script', () => {
    expect(plainLine('Zoë ❤️ Müller-名前 <a@b.example>', 100)).toBe('Zoë ❤️ Müller-名前 <a@b.example>');
  });

  it('cuts, and leaves no half character at the end', () => {
    expect(plainLine('ab😀', 3)).toBe('ab\uFFFD');
  });
});
