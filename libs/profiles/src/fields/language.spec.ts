import { readLanguage } from './language.js';

describe(readLanguage.name, () => {
  it.each([
    ['en', 'en'],
    ['pt-br', 'pt-BR'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['de-CH-1996', 'de-CH-1996'],
    ['sl-rozaj', 'sl-rozaj'],
  ])('keeps %s as %s', (given, kept) => expect(readLanguage(given)).toEqual({ value: kept }));

  it.each(['', 'e', 'en_US', 'en-', '-en', 'en US', 'english language', 'en\n', '../en', 'x'.repeat(36), `en-${'abcdefgh-'.repeat(20)}a`])(
    'refuses "%s"',
    (given) => expect(readLanguage(given)).toHaveProperty('problem'),
  );
});
