import { typedCode } from './typed-code.js';

describe(typedCode.name, () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    [' 1 2 3-4 5 6\n', '123456'],
    ['123\u00a0456', '123456'],
  ])('reads %j as a time-based code', (typed, text) => {
    expect(typedCode(typed)).toEqual({ text, isTotp: true });
  });

  it.each([
    ['7KQ2-M4XJT-9WPQH', '7KQ2M4XJT9WPQH'],
    ['7kq2 m4xjt 9wpqh', '7kq2m4xjt9wpqh'],
    ['7KQ2–M4XJT—9WPQH', '7KQ2M4XJT9WPQH'],
    ['12345', '12345'],
    ['1234567', '1234567'],
    ['１２３４５６', '１２３４５６'],
    ['', ''],
  ])('leaves %j to the backup codes', (typed, text) => {
    expect(typedCode(typed)).toEqual({ text, isTotp: false });
  });

  it('takes what is too long for no code, without reading it', () => {
    expect(typedCode(`${' '.repeat(10_000_000)}123456`)).toEqual({ text: '', isTotp: false });
  });
});
