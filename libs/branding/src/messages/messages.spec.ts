import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFaults } from '../files/file-faults.js';
import { builtInMessages } from './load-languages.js';
import { Messages } from './messages.js';

const english = JSON.parse(builtInMessages()) as { panel: { signIn: { title: string } } };

describe(Messages.name, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-messages-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const write = (name: string, content: string | object): string => {
    const file = join(directory, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return file;
  };
  const faultsOf = (languages: readonly string[] = ['en', 'de']): readonly string[] => {
    try {
      new Messages({ languages, directory });
    } catch (error) {
      if (error instanceof FileFaults)
        return error.faults.map(({ file, line, problem }) => `${file.slice(directory.length + 1)}:${line} ${problem}`);
      throw error;
    }
    return [];
  };

  it('has English and German by itself, and takes the first for whom it cannot read', () => {
    const messages = new Messages();
    expect(messages.languages).toEqual(['en', 'de']);
    expect(messages.negotiate(undefined)).toBe('en');
    expect(messages.text('de', 'panel.signIn.submit')).toBe('Anmelden');
  });

  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_de', null],
    ['fr', null],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['zh-TW', null],
    ['zh-SG', 'zh-CN'],
    ['iw', 'he'],
    ['', null],
    [null, null],
    [`de-${'x'.repeat(10_000)}`, null],
    ['__proto__', null],
  ])('matches %s with %s', (tag, language) => {
    const languages = ['en', 'de', 'pt-BR', 'zh-CN', 'he'];
    for (const name of languages.slice(2)) write(`${name}.json`, everyForm(name));
    expect(new Messages({ languages, directory }).match(tag)).toBe(language);
  });

  it.each([
    ['de', 'de'],
    ['fr, de;q=0.5', 'de'],
    ['en;q=0.4, de;q=0.8', 'de'],
    ['de;q=0, en;q=0.1', 'en'],
    ['de;q=0', 'en'],
    ['*', 'en'],
    ['de;q=7', 'en'],
    ['de-CH;q=0.9,en;q=0.8', 'de'],
    [',;q=,de', 'de'],
    [`${'x,'.repeat(40)}de`, 'en'],
  ])('reads Accept-Language: %s as %s', (header, language) => {
    expect(new Messages().negotiate(header)).toBe(language);
  });

  it('fills values in as they are, and never reads them as templates (template injection)', () => {
    write('en.json', { panel: { signIn: { title: 'To {{name}}' } } });
    const messages = new Messages({ directory });
    expect(messages.text('en', 'panel.signIn.title', { name: '{{name}} $t(panel.signIn.submit) <b>' })).toBe(
      'To {{name}} $t(panel.signIn.submit) <b>',
    );
  });

  it('replaces single texts of a language that is there', () => {
    write('de.json', { panel: { signIn: { submit: 'Los' } } });
    const messages = new Messages({ directory });
    expect(messages.text('de', 'panel.signIn.submit')).toBe('Los');
    expect(messages.section('de', 'panel')).toMatchObject({ signIn: { submit: 'Los', password: 'Passwort' } });
    expect(messages.text('en', 'panel.signIn.submit')).toBe('Sign in');
  });

  it('has the German texts for a German of some place, with or without words of its own', () => {
    write('de-AT.json', { panel: { signIn: { submit: 'Servus' } } });
    const austrian = new Messages({ languages: ['de-AT', 'en-GB'], directory });
    expect(austrian.text('de-AT', 'panel.signIn.submit')).toBe('Servus');
    expect(austrian.text('de-AT', 'panel.signIn.password')).toBe('Passwort');
    expect(austrian.text('en-GB', 'panel.signIn.submit')).toBe('Sign in');
    expect([austrian.negotiate('de'), austrian.negotiate('en-US')]).toEqual(['de-AT', 'en-GB']);
  });

  it('takes a further language from one file', () => {
    write('fr.json', { ...everyForm('fr') });
    const messages = new Messages({ languages: ['fr', 'en'], directory });
    expect(messages.negotiate('fr-CA')).toBe('fr');
    expect(messages.text('fr', 'panel.signIn.title', { name: 'Acme' })).toBe(english.panel.signIn.title.replace('{{name}}', 'Acme'));
  });

  it.each([
    ['{\n  "panel": {\n    "a": "b",,\n  }\n}', 'en.json:3 is no JSON here: property name expected'],
    ['[]', 'en.json:1 must be an object of texts, as {"pages": {…}}'],
    ['', 'en.json:1 is no JSON here: value expected'],
    ['{\n  "panel": {\n    "wrong": "b"\n  }\n}', 'en.json:3 panel.wrong is no key of the English messages'],
    ['{\n  "__proto__": "b"\n}', 'en.json:2 __proto__ is no key of the English messages'],
    ['{\n  "panel": {\n    "signIn": "b"\n  }\n}', 'en.json:3 panel.signIn is no key of the English messages'],
    ['{"panel": {"signIn": {\n "submit": 7}}}', 'en.json:2 panel.signIn.submit is no text but the number 7'],
    ['{"panel": {"signIn": {"submit": "a",\n "submit": "b"}}}', 'en.json:2 panel.signIn.submit stands twice'],
    ['{"panel": {"signIn": {\n "submit": "  "}}}', 'en.json:2 panel.signIn.submit is empty'],
    ['{"panel": {"signIn": {\n "submit": "{{who}}"}}}', 'en.json:2 panel.signIn.submit has {{who}}, which the English text has not'],
    ['{"panel": {"signIn": {\n "title": "Us"}}}', 'en.json:2 panel.signIn.title misses {{name}}'],
    ['{"panel": {"inbox": {\n "count_one": "One"}}}', 'en.json:2 panel.inbox.count_other: the language counts with it, too'],
  ])('tells file and line of %j', (content, fault) => {
    write('en.json', content);
    expect(faultsOf()).toEqual([fault]);
  });

  it('lists what a new language misses', () => {
    write('fr.json', { panel: { signIn: { submit: 'Se connecter' } } });
    const [fault, ...more] = faultsOf(['en', 'fr']);
    expect(more).toEqual([]);
    expect(fault).toMatch(/^fr\.json:null misses \d+ texts of the language fr: .*panel\.signIn\.title/);
    expect(fault).not.toContain('panel.signIn.submit');
  });

  it('asks for the forms that a language counts with, and for no others', () => {
    const polish = everyForm('pl');
    const { few, ...others } = { few: polish.panel.inbox['count_few'], ...polish };
    expect(few).toBeDefined();
    delete others.panel.inbox['count_few'];
    write('pl.json', others);
    write('de.json', { panel: { inbox: { count_one: 'eine', count_few: 'wenige', count_other: '{{count}}' } } });
    expect(faultsOf(['en', 'de', 'pl']).map((fault) => fault.replace(/:\d+/, ''))).toEqual([
      'de.json panel.inbox.count_few: this language does not count with "few"',
      'pl.json panel.inbox.count_few: the language counts with it, too',
    ]);
  });

  it('tells of a language without a file, and of a file without a language', () => {
    write('fr.json', {});
    write('EN.json', {});
    write('what is this.json', {});
    expect(faultsOf(['en', 'pl'])).toEqual([
      'EN.json:null must be called en.json',
      'fr.json:null is not used: fr is not among the languages',
      'what is this.json:null has no language for its name',
      'pl.json:null is missing, and pl is among the languages',
    ]);
    expect(() => new Messages({ languages: ['pl'] })).toThrow(
      'pl.json: is missing, and pl is among the languages: no directory of messages is named',
    );
    expect(() => new Messages({ directory: join(directory, 'nowhere') })).toThrow('nowhere: is no directory');
  });
});

interface Texts {
  [key: string]: string | Texts;
}

/** The English texts with every form of plural that a language counts with. */
function everyForm(language: string): { panel: { inbox: Record<string, string> } } {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const inForms = (texts: Texts): Texts =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([key, text]): (readonly [string, string | Texts])[] => {
        if (typeof text !== 'string') return [[key, inForms(text)]];
        if (key.endsWith('_other')) return forms.map((form) => [key.replace(/other$/, form), text]);
        return key.endsWith('_one') ? [] : [[key, text]];
      }),
    );
  return inForms(english) as unknown as { panel: { inbox: Record<string, string> } };
}
