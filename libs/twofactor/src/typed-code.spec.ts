import { isSecondFactorCode, isTotpCode, typedCode } from './typed-code.js';

describe(typedCode.name, () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    [' 1 2 3-4 5 6\n', '123456'],
    ['１２３４５６', '123456'],
    ['١٢٣٤٥٦', '123456'],
  ])('reads %j as a time-based code', (typed, text) => {
    expect(typedCode(typed)).toEqual({ text, kind: 'totp' });
    expect([isTotpCode(typed), isSecondFactorCode(typed)]).toEqual([true, true]);
  });

  it.each([
    ['7KQ2-M4XJT-9WPQH', '7KQ2M4XJT9WPQH'],
    ['7kq2 m4xjt 9wpqh', '7kq2m4xjt9wpqh'],
    ['7KQ2–M4XJT—9WPQH', '7KQ2M4XJT9WPQH'],
    ['12345678901234', '12345678901234'],
  ])('reads %j as a backup code', (typed, text) => {
    expect(typedCode(typed)).toEqual({ text, kind: 'backup_code' });
    expect([isTotpCode(typed), isSecondFactorCode(typed)]).toEqual([false, true]);
  });

  it.each(['12345', '1234567', '', 'abcdef', '7KQ2-M4XJT-9WPQ', '7KQ2-M4XJT-9WPQH1', '123456789012ä4'])('takes %j for no code', (typed) => {
    expect(typedCode(typed).kind).toBeNull();
    expect([isTotpCode(typed), isSecondFactorCode(typed)]).toEqual([false, false]);
  });
});
