import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { END_REASONS } from '@castellan/access';
import { fieldText, fieldTexts, problemText } from '../../apps/web/src/app/answer-words.js';
import type { AnswerWords } from '../../apps/web/src/app/answer-words.js';
import { ROOT } from '../support/root.js';

interface Schemas {
  readonly Problem: { readonly discriminator: { readonly mapping: Readonly<Record<string, string>> } };
}
const { Problem } = (JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as { components: { schemas: Schemas } }).components
  .schemas;
const LANGUAGES = join(ROOT, 'libs', 'branding', 'src', 'languages');
const words = (file: string) => JSON.parse(readFileSync(join(LANGUAGES, file), 'utf8')) as AnswerWords;
const FILES = readdirSync(LANGUAGES).filter((file) => file.endsWith('.json'));

/** Where the API's messages of fields are; what only operators and machines are told is left to the panel and to them. */
const LIBS = ['rest', 'accounts', 'profiles', 'otp', 'twofactor', 'passkeys'];
const RAISES =
  /ValidationFailed|PasswordRequired|MalformedFields|FieldErrors|REASONS|problem:|Message|message:|violations|errors: |NOT_A_TEXT/;
const NO_MESSAGE =
  /domainError\(|Error\(|logger|description|example|meaning|remedy|summary|detail|import |^\s*(\*|\/)|SELECT|UPDATE |DELETE |INSERT |(CHANGED|REGENERATED|CONFIRMED|REQUESTED|SENT) =/;
const SENTENCE = /(?:[:[(?=>]|return|^) *(?:'([A-Z][^']* [^']*\.(?:\/\.)?)'|`([A-Z][^`]* [^`]*\.)`)/g;

function sourcesOf(lib: string): readonly string[] {
  const folder = join(ROOT, 'libs', lib, 'src');
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !/\.spec\.ts$|administration|management|revocations|planned-erasure|openapi|pages|migrations|errors|controller|logging|monitoring|metrics|api-avatar/.test(
          file,
        ),
    )
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .filter((source) => RAISES.test(source));
}

/** What the API says at fields, as its code has it; a number stands for whatever is filled in. */
function fieldMessages(): readonly string[] {
  const lines = LIBS.flatMap(sourcesOf).flatMap((source) => source.split('\n').filter((line) => !NO_MESSAGE.test(line)));
  const sentences = lines.flatMap((line) => [...line.matchAll(SENTENCE)].map(([, text, template]) => text ?? template!));
  return [...new Set(sentences)].map((sentence) => sentence.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '7'));
}

describe.each(FILES)('the words for answers of the API in %s', (file) => {
  it('are there for every code of the closed list', () => {
    expect(Object.keys(words(file).problems).sort()).toEqual([...Object.keys(Problem.discriminator.mapping)].sort());
  });

  it('are there for every reason that a session ends for', () => {
    expect(Object.keys(words(file).reasons).sort()).toEqual([...END_REASONS].sort());
  });

  it('are there for every message of a field', () => {
    const unknown = fieldMessages().filter((message) => !isKnown(message, words(file)));
    expect(unknown).toEqual(['The password is too similar to the 7.']); // the four attributes have a sentence each
    expect(fieldMessages().length).toBeGreaterThan(50);
  });

  it('have the places of the English', () => {
    for (const [english, told] of Object.entries(words(file).fields)) expect([english, places(told)]).toEqual([english, places(english)]);
  });
});

const isKnown = (message: string, { fields }: AnswerWords) =>
  Object.hasOwn(fields, message) || fieldText(message, Object.fromEntries(Object.keys(fields).map((key) => [key, 'known']))) === 'known';

const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the words for an answer', () => {
  const german = words('de.json');
  const problem = { code: 'session_ended', detail: 'The session is over.' };

  it('say why a session ended rather than that it did', () => {
    expect(problemText({ ...problem, reason: 'password_changed' }, german)).toBe(german.reasons['password_changed']);
    expect(problemText(problem, german)).toBe(german.problems['session_ended']);
  });

  it('are the service’s own where the language has none', () => {
    expect(problemText({ ...problem, code: 'from_the_future' }, german)).toBe('The session is over.');
    expect(problemText({ ...problem, code: 'constructor', reason: 'toString' }, german)).toBe('The session is over.');
    expect(fieldText('Badges are at most 3.', german.fields)).toBe('Badges are at most 3.');
  });

  it('keep what is filled in', () => {
    const errors = {
      bio: ['This may have at most 2000 characters.'],
      name: ['Use 3 to 150 letters, digits and the characters _ . + -', 'New.'],
    };

    expect(fieldTexts({ ...problem, errors }, german)).toEqual({
      bio: ['Das darf höchstens 2000 Zeichen haben.'],
      name: ['Verwenden Sie 3 bis 150 Buchstaben, Ziffern und die Zeichen _ . + -', 'New.'],
    });
  });

  it('take no sentence for another that only begins like it', () => {
    expect(fieldText('This may have at most 20 characters. Or not.', german.fields)).toBe('This may have at most 20 characters. Or not.');
    expect(fieldText('$&', { 'A {{b}}': '{{b}}{{c}}' })).toBe('$&');
    expect(fieldText('A $&', { 'A {{b}}': '{{b}}{{c}}' })).toBe('$&{{c}}');
  });
});
