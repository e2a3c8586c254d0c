import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderConfigurationPage } from './configuration-page.js';
import { ConfigurationError } from './faults.js';
import { SETTING_GROUPS } from './groups.js';
import { loadConfiguration } from './load-configuration.js';

const PAGE = join(import.meta.dirname, '../../../docs/operations/configuration.md');
const every = Object.values(SETTING_GROUPS).flatMap((group) => Object.values(group));

/** What is wrong with the environment, and which names it was asked for. */
function load(env: NodeJS.ProcessEnv): { readonly faulty: readonly string[]; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  try {
    loadConfiguration(new Proxy(env, { get: (target, name: string) => (asked.add(name), target[name]) }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { asked, faulty: error.faults.map(({ name }) => name) };
  }
  return { asked, faulty: [] };
}

describe(renderConfigurationPage.name, () => {
  it('is what docs/operations/configuration.md says', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(renderConfigurationPage());
  });

  it('tells exactly the variables that are read', () => {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-page-'));
    const given = { DATA_DIR: directory, SMS_PROVIDER: 'twilio', PROVIDERS: 'apple,acme' }; // some are read for a provider only
    const asked = ['development', 'production'].flatMap((NODE_ENV) => [...load({ ...given, NODE_ENV }).asked]);
    rmSync(directory, { recursive: true });

    const told = asked.map((name) => name.replace(/^PROVIDER_(APPLE|ACME)_/, 'PROVIDER_{ID}_'));
    const read = [...new Set(told)].filter((name) => !name.endsWith('_FILE')); // said once of all of them
    expect(every.map(({ name }) => name).toSorted()).toEqual(read.toSorted());
  });

  it('tells which are required in production', () => {
    const required = every.filter(({ isRequiredInProduction }) => isRequiredInProduction).map(({ name }) => name);
    expect(required.toSorted()).toEqual(load({ NODE_ENV: 'production' }).faulty.toSorted());
  });

  it('tells of each what it takes', () => {
    expect(every.filter(({ as }) => !as.takes).map(({ name }) => name)).toEqual([]);
  });
});
