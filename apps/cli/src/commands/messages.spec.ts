import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Messages } from '@castellan/branding';
import { messages } from './messages.js';

const GUIDE = readFileSync(join(import.meta.dirname, '../../../../docs/guides/own-name.md'), 'utf8');

describe('castellan messages', () => {
  const printed: string[] = [];
  let directory: string;
  beforeEach(() => {
    printed.length = 0;
    directory = mkdtempSync(join(tmpdir(), 'castellan-messages-'));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(directory, { recursive: true });
  });

  const run = async (...words: readonly string[]): Promise<string> => {
    await messages().parseAsync(words, { from: 'user' });
    return printed.join('');
  };
  const start = (languages: readonly string[]) => new Messages({ languages, directory });

  it.each([
    [[], 'Sign in'],
    [['de'], 'Anmelden'],
    [['de-AT'], 'Anmelden'],
    [['fr'], 'Sign in'],
  ])('prints the words to begin a translation from: %j', async (words, submit) => {
    expect(JSON.parse(await run(...words))).toMatchObject({ panel: { signIn: { submit } } });
  });

  it('leads to French as the guide says it, word by word', async () => {
    const [, language = '', file = ''] = /^castellan messages (\S+) > (\S+)$/m.exec(GUIDE) ?? [];
    const [, languages = ''] = /^LANGUAGES=(en,.+)$/m.exec(GUIDE) ?? [];
    writeFileSync(join(directory, basename(file)), await run(language));

    expect(start(languages.split(',')).match('fr-CA')).toBe('fr');
  });

  it.each(['ar', 'ja', 'pl', 'pt-BR'])('has every form that the language counts with, and no other: %s', async (language) => {
    writeFileSync(join(directory, `${language}.json`), await run(language));

    expect(() => start([language])).not.toThrow();
  });

  it('knows what is no language', async () => {
    await expect(run('fr_FR')).rejects.toThrow('"fr_FR" is no language');
  });
});
