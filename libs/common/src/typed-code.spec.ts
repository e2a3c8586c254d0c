import { readTypedCode } from './typed-code.js';

describe(readTypedCode.name, () => {
  it.each([
    ['123456'],
    ['123 456'],
    [' 1 2 3-4 5 6\n'],
    ['123\u00a0456'],
    ['123\u202f456'],
    ['123\u200b456\ufeff'],
    ['\u2066123456\u2069'],
    ['123–456'],
    ['123\u2212456'],
    ['１２３４５６'],
    ['١٢٣٤٥٦'],
    ['۱۲۳۴۵۶'],
    ['१२३४५६'],
    ['१२३ 456'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔'],
    ['𞥑𞥒𞥓𞥔𞥕𞥖'],
  ])('reads %j as 123456', (typed) => {
    expect(readTypedCode(typed)).toBe('123456');
  });

  it('reads every digit of every script by its value', () => {
    const digits = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code)).filter((char) => /\p{Nd}/u.test(char));
    const tens = digits.map((digit) => readTypedCode(digit)).join('');

    expect(digits.length).toBeGreaterThan(600);
    expect(tens).toBe('0123456789'.repeat(digits.length / 10));
  });

  it('keeps letters, folded to their plain forms', () => {
    expect(readTypedCode('７ＫＱ２—m4xjt 9WPQH')).toBe('7KQ2m4xjt9WPQH');
  });

  it('leaves what is no code as it is, for the rule of the code to refuse', () => {
    expect(readTypedCode('12345x')).toBe('12345x');
    expect(readTypedCode('')).toBe('');
  });

  it('does not read what is too long', () => {
    expect(readTypedCode(`${' '.repeat(10_000_000)}123456`)).toBe('');
  });
});
