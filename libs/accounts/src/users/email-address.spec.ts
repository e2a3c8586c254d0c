import { isEmailAddress, normalizeEmail } from './email-address.js';

describe(normalizeEmail.name, () => {
  it.each([
    [' Ada@EXAMPLE.com ', 'ada@example.com'],
    ['ada+news@example.com', 'ada+news@example.com'], // another mailbox, as far as we know
    ['\u212Aay@example.com', 'kay@example.com'], // the Kelvin sign
    ['ada@xn--bcher-kva.example', 'ada@bücher.example'],
    ['ada@BÜCHER.example', 'ada@bücher.example'],
    ['ada@mail\u3002example.com', 'ada@mail.example.com'], // the ideographic full stop
    ['ada@\uFF45xample.com', 'ada@example.com'], // full width
    ['ada@exam\u00ADple.com', 'ada@example.com'], // a soft hyphen
    ['ada@\u0435xample.com', 'ada@\u0435xample.com'], // Cyrillic: another domain
    ['ada@%65xample.com', 'ada@%65xample.com'],
    ['ada@example.com/b.com', 'ada@example.com/b.com'],
    ['ada@xn--zzzzzz.com', 'ada@xn--zzzzzz.com'],
    ['ada', 'ada'],
  ])('folds %j', (typed, folded) => {
    expect(normalizeEmail(typed)).toBe(folded);
    expect(normalizeEmail(folded)).toBe(folded);
  });
});

describe(isEmailAddress.name, () => {
  it.each([
    'ada@example.com',
    ' ada@example.com ',
    'ada+x@example.com',
    "o'hara@example.com",
    'ädä@bücher.example',
    'a@mail\u3002example.com',
  ])('takes %j', (typed) => expect(isEmailAddress(typed)).toBe(true));

  it.each([
    '',
    'ada',
    'ada@localhost',
    'ada@example.com.',
    'ada@[127.0.0.1]',
    'ada@example.com,bob@example.com',
    'Ada <ada@example.com>',
    '"ada"@example.com', // another spelling of ada@
    '"a\r\nBcc: bob@example.com"@example.com',
    'a\u200Bda@example.com', // looks like ada@
    'ada@example.com\u200B',
    'ada\u202E@example.com',
    'ada@%65xample.com',
    'ada@example.com/b.com',
    'a\u0000@example.com',
    '\ud800@example.com',
    `${'a'.repeat(250)}@example.com`,
  ])('refuses %j', (typed) => expect(isEmailAddress(typed)).toBe(false));
});
