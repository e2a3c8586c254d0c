import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ConfigurationError, loadConfiguration } from '@castellan/config';
import { allPages, codeIn, Page, WALK } from '../support/documents/page.js';
import { ROOT } from '../support/root.js';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const pages = allPages();
const CONFIGURATION = new Page('docs/operations/configuration.md');

describe('the commands in the documents', () => {
  it('are all run: no page has a bash block outside of the walk', () => {
    const withCommands = pages.filter(({ steps }) => steps.length > 0).map(({ path }) => path);
    expect(withCommands.toSorted()).toEqual([...WALK].toSorted());
  });

  it('say which page they go on from, as they are run', () => {
    const [readme, walk, ...others] = WALK.map((path) => new Page(path));
    const startOf = ({ text }: Page) => text.split('```bash', 1).join();
    const forgetful = others.filter((page) => !startOf(page).includes(`goes on from [the five-minute walk](${basename(walk!.path)})`));
    expect(forgetful.map(({ path }) => path)).toEqual([]);
    for (const page of [readme!, walk!]) expect(startOf(page)).toContain('`npm start`');
  });

  it('are made of what a newcomer has', () => {
    const commands = WALK.flatMap((path) => new Page(path).steps.map((step) => step.commands));
    const programs = commands.flatMap((text) => [...text.matchAll(/(?:^|[|({] ?)([a-z]+)(?= )/gm)].map(([, name]) => name));
    expect(new Set(programs)).toEqual(new Set(['curl', 'node', 'printf', 'field', 'totp']));
  });

  it('leave the README a page', () => {
    expect(new Page('README.md').text.split('\n').length).toBeLessThanOrEqual(150);
  });

  it('name only npm scripts that exist', () => {
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/npm (?:run (?:-s )?([a-z][a-z:]*)|(start|test)\b)/g)].map(([, run, own]) => ({ path, name: run ?? own ?? '' })),
    );
    expect(named.filter(({ name }) => !(name in manifest['scripts']!))).toEqual([]);
  });
});

describe('the examples in the documents', () => {
  it('are all tested: each stands in a file that a test compiles and runs', () => {
    const ofTheProject = pages.filter(({ path }) => path.startsWith('docs/') || path === 'README.md');
    const shown = ofTheProject.flatMap(({ blocks }) => blocks).filter(({ language }) => language === 'ts');
    const files = readdirSync(join(ROOT, 'test/support'), { recursive: true }).filter((name) => String(name).endsWith('.ts'));
    const tested = files.map((name) => readFileSync(join(ROOT, 'test/support', String(name)), 'utf8'));
    expect(shown.filter(({ text }) => !tested.some((source) => source.includes(text)))).toEqual([]);
    expect(shown.length).toBeGreaterThan(3);
  });
});

describe('the tables in the documents', () => {
  it('name exactly the variables that are read', () => {
    const named = CONFIGURATION.codeInTables().flatMap(([names]) => names ?? []);
    const read = [...variablesRead()].filter((name) => !name.endsWith('_FILE')); // said once of all of them
    expect(named.toSorted()).toEqual(read.toSorted());
  });

  it('give their true defaults', () => {
    const rows = CONFIGURATION.codeInTables().filter(([names, defaults]) => names?.length === defaults?.length);
    const defaults = Object.fromEntries(rows.flatMap(([names, values]) => names!.map((name, index) => [name, values![index]])));
    const written = Object.entries(defaults).map(([name, value]) => [name, value?.replace('$PUBLIC_URL', 'http://localhost:$PORT')]);
    const expanded = written.map(([name, value]) => [name, value?.replace('$PORT', '3000')]).filter(([, value]) => !value?.includes('$'));
    const secret = { SECRET_KEY: 'a secret key for tests, of 32 bytes and more' };
    expect(loadConfiguration({ ...Object.fromEntries(expanded), ...secret })).toEqual(loadConfiguration(secret));
    expect(expanded.length).toBeGreaterThan(25);
  });

  it('name exactly the metrics that are told', () => {
    const named = new Page('docs/reference/metrics.md').codeInTables().flatMap(([names]) => names ?? []);
    const sources = readdirSync(join(ROOT, 'libs/rest/src'), { recursive: true }).filter((name) => String(name).endsWith('.ts'));
    const told = sources.flatMap(
      (name) => readFileSync(join(ROOT, 'libs/rest/src', String(name)), 'utf8').match(/\bcastellan_[a-z_]+/g) ?? [],
    );
    expect(named.filter((name) => name.startsWith('castellan_')).toSorted()).toEqual([...new Set(told)].toSorted());
  });

  it('map every app and lib, and nothing that is not there', () => {
    const mapped = codeIn(new Page('docs/architecture.md').section('What each holds')).filter((code) =>
      /^(apps|libs|test|scripts|docs)\b[^<*]*$/.test(code),
    );
    expect(mapped.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const houses = ['apps', 'libs'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
    expect(mapped).toEqual(expect.arrayContaining(houses));
  });

  it('list only packages that are used', () => {
    const packages = codeIn(new Page('docs/reference/packages.md').text).filter((code) => /^(@[a-z-]+\/)?[a-z-]+$/.test(code));
    expect(packages.filter((name) => !(name in { ...manifest['dependencies'], ...manifest['devDependencies'] }))).toEqual([]);
  });
});

/** The names that the configuration asks the environment for, in development and in production. */
function variablesRead(): ReadonlySet<string> {
  const names = new Set<string>();
  const directory = mkdtempSync(join(tmpdir(), 'castellan-readme-'));
  for (const NODE_ENV of ['development', 'production']) {
    const given: NodeJS.ProcessEnv = { NODE_ENV, DATA_DIR: directory, SMS_PROVIDER: 'twilio' }; // some are read for a provider only
    const env = new Proxy(given, { get: (target, name: string) => (names.add(name), target[name]) });
    try {
      loadConfiguration(env);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
  }
  rmSync(directory, { recursive: true });
  return names;
}
