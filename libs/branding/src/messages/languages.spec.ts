import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_LANGUAGES } from './load-languages.js';
import { checkMessages } from './message-check.js';
import { readMessageFile } from './message-file.js';

const FOLDER = join(import.meta.dirname, '..', 'languages');
const fileOf = (language: string) => readMessageFile(language, readFileSync(join(FOLDER, `${language}.json`), 'utf8'));
const english = fileOf('en');

/** What German says with the same word, and what has no word in it. */
const SAME = /^(App|Bio|Browser|Code|E-Mail|Link|Name|OK|Passkeys|SMS|Text|[^\p{L}]*)$/u;
const isSame = (text: string, original: string | undefined): boolean =>
  text === original && !SAME.test(text.replace(/\{\{[^{}]+\}\}/g, ''));

describe('the messages', () => {
  it.each(BUILT_IN_LANGUAGES)('have in %s every text, its placeholders and its forms, and nothing is empty', (language) => {
    expect(checkMessages(english, fileOf(language), language, 'whole').map(({ line, problem }) => `${line}: ${problem}`)).toEqual([]);
  });

  it.each(BUILT_IN_LANGUAGES.filter((language) => language !== 'en'))('are translated into %s', (language) => {
    const originals = new Map(english.texts.map(({ path, text }) => [path.join('\n'), text]));
    const same = fileOf(language).texts.filter(({ path, text }) => isSame(text, originals.get(path.join('\n'))));
    expect(same.map(({ path, text }) => `${path.join('.')}: ${text}`)).toEqual([]);
  });
});
