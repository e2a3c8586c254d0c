import { isUsername, readUsername, usernameKey } from './username.js';

describe(isUsername.name, () => {
  it.each([
    'ada',
    'ada.lovelace+1-2_3',
    'José',
    'Jose\u0301', // a combining mark that NFKC joins
    'q\u0323\u0307q\u0307', // marks that nothing joins
    'हिन्दी', // vowel signs are marks
    'ไม่มี',
    'தமிழ்',
    'ａｄａ',
    '  ada  ',
    'x'.repeat(150),
  ])('takes %j', (typed) => {
    expect(isUsername(typed)).toBe(true);
  });

  it.each(['ad', ' ad ', 'ada lovelace', 'ada@example.com', 'ada＠example', '\u0301ada', 'ada\u200b', 'ada\u202e', '', 'x'.repeat(151)])(
    'refuses %j',
    (typed) => {
      expect(isUsername(typed)).toBe(false);
    },
  );
});

describe(readUsername.name, () => {
  it('gives what is stored: folded, without blanks around, its case kept', () => {
    expect(readUsername('\u00a0Ａda\u0301 ')).toBe('Adá');
  });
});

describe(usernameKey.name, () => {
  it.each(['ADÁ', ' ada\u0301', 'ａｄá\t'])('is the same for %j as for adá', (typed) => {
    expect(usernameKey(typed)).toBe('adá');
  });
});
