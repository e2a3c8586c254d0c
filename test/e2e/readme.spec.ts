import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, loadConfiguration } from '@castellan/config';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { HttpClient } from '../support/http-client.js';
import { OrdersModule } from '../support/orders-service.js';
import { codeIn, jsonLikeness, likeness, Readme, ROOT } from '../support/readme.js';
import type { Block } from '../support/readme.js';
import { ServiceProcess } from '../support/service-process.js';
import { Shell } from '../support/shell.js';

const readme = new Readme();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const ADDRESS = 'localhost:3000';
const PANEL = 'localhost:3001';
const INBOX = /http:[^' ]*\/dev\/inbox[^' ]*/g;
const DATA_DIRECTORY = '/home/ada/castellan/var';

describe('the commands of the README', () => {
  let service: ServiceProcess;
  let shell: Shell;
  beforeAll(async () => {
    service = await ServiceProcess.start();
    shell = new Shell();
  }, 120_000);
  afterAll(async () => {
    shell.close();
    await service.stop();
  });

  /** The page's text for this service. */
  const here = (text: string): string =>
    text.replaceAll(ADDRESS, `localhost:${String(service.port)}`).replaceAll(PANEL, `localhost:${String(service.adminPort)}`);

  it('are announced as printed', async () => {
    const printed = readme.blocks.find(({ text }) => text.startsWith('Castellan is running.'));
    const announced = await service.printed('Stop with Ctrl-C.', 'Castellan is running.');
    expect(announced).toBe(here(printed!.text).replaceAll(DATA_DIRECTORY, service.dataDirectory).trim());
  });

  it('get the answers that are printed', async () => {
    for (const { commands, answer } of readme.steps) {
      for (const [inbox] of here(commands).matchAll(INBOX)) await mailIn(inbox);
      expectLike(await shell.type(here(commands)), { ...answer, text: here(answer.text) }, commands);
    }
  });

  it('are made of what a newcomer has', () => {
    const programs = readme.steps.flatMap(({ commands }) => [...commands.matchAll(/(?:^|[|({] ?)([a-z]+)(?= )/gm)].map(([, name]) => name));
    expect(new Set(programs)).toEqual(new Set(['curl', 'node', 'printf', 'field', 'totp']));
  });

  it('lead to tokens that the service of the README accepts', async () => {
    const castellan = `http://localhost:${String(service.port)}`;
    const module = await Test.createTestingModule({ imports: [OrdersModule.forRoot(castellan)] }).compile();
    const orders = await module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false }).init();
    const ask = async (url: string, headers = {}) => (await orders.inject({ url, headers })).json<unknown>();
    const refusal = { status: 401, type: expect.stringContaining('urn:castellan:error:') as string };
    const person = { email: 'ada@example.com', password: 'violet kettle on the moor', transport: 'bearer' };
    const { body } = await new HttpClient(castellan).post('/api/auth/login/', person);

    expect(await ask('/orders', { authorization: `Bearer ${body.tokens.access}` })).toEqual({ owner: body.user.id, orders: [] });
    expect(await ask('/orders', { authorization: `Bearer ${body.tokens.refresh}` })).toMatchObject({ ...refusal, code: 'token_invalid' });
    expect(await ask('/orders')).toMatchObject({ ...refusal, code: 'not_authenticated' });
    expect(await ask('/orders/status')).toEqual({ open: true });
    await orders.close();
  });
});

describe('what the README says', () => {
  it('shows the examples that are tested', () => {
    const shown = readme.blocks.filter(({ language }) => language === 'ts').map(({ text }) => text);
    const files = readdirSync(join(ROOT, 'test/support'), { withFileTypes: true }).filter((entry) => entry.isFile());
    const tested = files.map(({ name }) => readFileSync(join(ROOT, 'test/support', name), 'utf8'));
    expect(shown.filter((example) => !tested.some((source) => source.includes(example)))).toEqual([]);
    expect(shown.length).toBeGreaterThan(1);
  });

  it('names exactly the variables that are read', () => {
    const named = readme.codeInTables('Configuration').flatMap(([names]) => names ?? []);
    const read = [...variablesRead()].filter((name) => !name.endsWith('_FILE')); // said once of all of them
    expect(named.toSorted()).toEqual(read.toSorted());
  });

  it('gives their true defaults', () => {
    const rows = readme.codeInTables('Configuration').filter(([names, defaults]) => names?.length === defaults?.length);
    const defaults = Object.fromEntries(rows.flatMap(([names, values]) => names!.map((name, index) => [name, values![index]])));
    const written = Object.entries(defaults).map(([name, value]) => [name, value?.replace('$PUBLIC_URL', 'http://localhost:$PORT')]);
    const expanded = written.map(([name, value]) => [name, value?.replace('$PORT', '3000')]).filter(([, value]) => !value?.includes('$'));
    const secret = { SECRET_KEY: 'a secret key for tests, of 32 bytes and more' };
    expect(loadConfiguration({ ...Object.fromEntries(expanded), ...secret })).toEqual(loadConfiguration(secret));
    expect(expanded.length).toBeGreaterThan(25);
  });

  it('maps every app and lib, and nothing that is not there', () => {
    const mapped = codeIn(readme.section('The map of the house')).filter((code) => /^(apps|libs|test|scripts|docs)\b[^<*]*$/.test(code));
    expect(mapped.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const houses = ['apps', 'libs'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
    expect(mapped).toEqual(expect.arrayContaining(houses));
  });

  it('names only npm scripts, files and packages that exist', () => {
    const scripts = [...readme.text.matchAll(/npm (?:run ([a-z]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? '');
    expect(scripts.filter((name) => !(name in manifest['scripts']!))).toEqual([]);
    const links = [...readme.text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const packages = codeIn(readme.section('Packages')).filter((code) => /^(@[a-z-]+\/)?[a-z-]+$/.test(code));
    expect(packages.filter((name) => !(name in { ...manifest['dependencies'], ...manifest['devDependencies'] }))).toEqual([]);
  });
});

/** A person takes longer to copy the next command than the queue takes to deliver. */
async function mailIn(inbox: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(inbox, { headers: { accept: 'application/json' } });
    const { results } = (await answer.json()) as { results: unknown[] };
    if (results.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function expectLike(answer: string, { language, text }: Block, commands: string): void {
  const isJson = language === 'json';
  const printed = isJson ? jsonLikeness(JSON.parse(text)) : expect.stringMatching(likeness(text));
  expect({ commands, answer: isJson ? parsed(answer) : answer.trim() }).toEqual({ commands, answer: printed });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

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
