import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadConfiguration } from '@castellan/config';
import type { Command } from 'commander';
import { castellanProgram } from '../../apps/castellan/src/program.js';
import { allPages, codeIn, Page, WALK } from '../support/documents/page.js';
import { ROOT } from '../support/root.js';

type Manifest = Record<string, Record<string, string> | undefined>;

const readManifest = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
const manifest = readManifest('.');
const manifests = [
  manifest,
  ...['libs', 'apps'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => readManifest(`${kind}/${name}`))),
];
const pages = allPages();
/** Every variable with its default, as the page says that is made from the code. */
const defaults = new Map(new Page('docs/operations/configuration.md').codeInTables().map(([names, values]) => [names?.[0], values?.[0]]));
/** `PROVIDER_{ID}_NAME` is one for each provider. */
const ofEach = [...defaults.keys()].flatMap((name) => (name?.includes('{ID}') ? [name.split('{ID}')] : []));
const isRead = (name: string) =>
  defaults.has(name) || ofEach.some(([start = '', end = '']) => name.startsWith(start) && name.endsWith(end));
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

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

  it('set only variables that are read, and give only commands that there are', () => {
    const scripts = pages.flatMap(({ path, blocks }) =>
      blocks.filter(({ language }) => language === 'sh').map(({ text }) => ({ path, text })),
    );
    const set = scripts.flatMap(({ path, text }) => [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => ({ path, name })));
    expect(set.filter(({ name }) => !isRead(name.replace(/_FILE$/, '')))).toEqual([]);
    const given = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:`|^)castellan ([a-z\d-]+)/gm)].map(([, name = '']) => ({ path, name })),
    );
    expect(given.filter(({ name }) => !castellanProgram().commands.some((command) => command.name() === name))).toEqual([]);
    expect([set.length, given.length].every((count) => count > 5)).toBe(true);
  });

  it('lead to a start in production', () => {
    const [environment] = new Page('docs/operations/running-it.md').blocks.filter(({ language }) => language === 'sh');
    const env = Object.fromEntries(
      [...environment!.text.matchAll(/^(\w+)="?([^"\n]*)/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const secret = { SECRET_KEY_FILE: undefined, SECRET_KEY: 'Sh0uldBeReadFrom/run/secrets/secret_key' };
    expect(loadConfiguration({ ...env, ...secret })).toMatchObject({ environment: 'production', redisUrl: expect.any(String) as string });
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
    const shown = pages.flatMap(({ blocks }) => blocks).filter(({ language }) => language === 'ts');
    const files = readdirSync(join(ROOT, 'test/support'), { recursive: true }).filter((name) => String(name).endsWith('.ts'));
    const tested = files.map((name) => readFileSync(join(ROOT, 'test/support', String(name)), 'utf8'));
    expect(shown.filter(({ text }) => !tested.some((source) => source.includes(text)))).toEqual([]);
    expect(shown.length).toBeGreaterThan(3);
  });
});

describe('the tables in the documents', () => {
  it('name exactly the commands that there are', () => {
    const named = new Page('docs/operations/command-line.md').codeInTables().flatMap(([commands]) => commands ?? []);
    expect(named.map(withoutArguments).toSorted()).toEqual(commandsBelow(castellanProgram()).toSorted());
  });

  it('give lifetimes in words as the configuration gives them', () => {
    const rows = [...new Page('docs/operations/lifetimes.md').text.matchAll(/^\|[^|]+\| (\d+)(?: (\w+))?[^|]*\| `(\w+)` +\|$/gm)];
    const inWords = rows.map(([, count = '', unit = '', name = '']) => ({ name, is: Number(count) * unitOf(unit) }));
    const configured = rows.map(([, , , name = '']) => ({ name, is: amountOf(defaults.get(name)) }));
    expect(inWords).toEqual(configured);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('name exactly the metrics that are told', () => {
    const named = new Page('docs/reference/metrics.md').codeInTables().flatMap(([names]) => names ?? []);
    const sources = readdirSync(join(ROOT, 'libs/rest/src'), { recursive: true }).filter((name) => String(name).endsWith('.ts'));
    const told = sources.flatMap(
      (name) => readFileSync(join(ROOT, 'libs/rest/src', String(name)), 'utf8').match(/\b(?:castellan|http)_[a-z_]+_[a-z]+\b(?=')/g) ?? [],
    );
    expect(named.filter((name) => /^(castellan|http)_/.test(name)).toSorted()).toEqual([...new Set(told)].toSorted());
  });

  it('tell of every lib and app, and of none that is not there', () => {
    const architecture = new Page('docs/architecture.md');
    const libs = architecture.codeInTables('The house').flatMap(([names]) => names ?? []);
    const apps = architecture.codeInTables('What the apps are').flatMap(([names]) => names ?? []);
    expect(libs).toEqual(expect.arrayContaining(readdirSync(join(ROOT, 'libs'))));
    expect(apps.toSorted()).toEqual(readdirSync(join(ROOT, 'apps')).map((name) => `apps/${name}`));
  });

  it('list only packages that are used', () => {
    const packages = codeIn(new Page('docs/reference/packages.md').text).filter((code) => /^(@[a-z-]+\/)?[a-z-]+$/.test(code));
    const declared = manifests.map(({ dependencies, devDependencies, peerDependencies }) => ({
      ...dependencies,
      ...devDependencies,
      ...peerDependencies,
    }));
    expect(packages.filter((name) => !declared.some((names) => name in names))).toEqual([]);
  });
});

/** `minutes` and `m` in seconds; of what has no unit, one. */
const unitOf = (unit: string): number => UNITS[unit.charAt(0)] ?? 1;

/** `15m` in seconds, `50` as it is. */
function amountOf(value = ''): number {
  const [, count, unit = ''] = /^(\d+)([smhd]?)$/.exec(value) ?? [];
  return Number(count) * unitOf(unit);
}

/** `keys revoke <kid>` is the command `keys revoke`. */
const withoutArguments = (usage: string): string => usage.replace(/ [<[-].*/, '');

/** Those that do something themselves: `keys list`, not `keys`. */
function commandsBelow(command: Command, path: readonly string[] = []): readonly string[] {
  if (command.commands.length === 0) return [path.join(' ')];
  return command.commands.flatMap((below) => commandsBelow(below, [...path, below.name()]));
}
