import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataSource } from '@castellan/data';
import { ROOT } from '../../support/root.js';
import { TEMPLATES } from '../../support/stores/templates.js';

/** Starts the data module on the directory, with an owner of a queue (`jobs` is there), says `ready` and stays. */
function script(directory: string, owner = '', patienceMs = 0): string {
  return `
    import 'reflect-metadata';
    import { NestFactory } from '@nestjs/core';
    import { DataModule, Jobs } from './libs/data/src/index.ts';
    process.stdout.write('starting\\n');
    const options = { database: { kind: 'embedded', directory: ${JSON.stringify(directory)} }, redisUrl: null, tables: [], patienceMs: ${patienceMs} };
    const owner = { provide: 'owner', inject: [Jobs], useFactory: (jobs) => ({ ${owner} }) };
    const root = { module: class Root {}, imports: [DataModule.forRoot(options)], providers: [owner] };
    const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false }).catch((error) => {
      process.stderr.write(error.message);
      process.exit(3);
    });
    app.enableShutdownHooks();
    process.stdout.write('ready\\n');
  `;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await sleep(5);
  }
}

/** A shell that starts the command and never waits for its end, so that it stays a zombie: as in a container whose first process does not. */
const CARELESS_PARENT = ['sh', '-c', '"$0" "$@" & exec sleep 300'];

class Process {
  private output = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<number | null>;

  constructor(code: string, parent: readonly string[] = []) {
    const command = [...parent, process.execPath, '--import', './scripts/typescript.mjs', '--input-type=module', '-e', code];
    this.child = spawn(command[0]!, command.slice(1), { cwd: ROOT });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exit = new Promise((resolve) => this.child.once('exit', resolve));
  }

  async says(word: string): Promise<string> {
    await until(() => this.output.includes(word) || this.child.exitCode !== null);
    if (!this.output.includes(word)) throw new Error(`It did not say ${word}: ${this.output}`);
    return this.output;
  }

  async ends(signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
    if (signal) this.child.kill(signal);
    return { code: await this.exit, output: this.output };
  }
}

describe('the embedded database among processes', () => {
  let directory: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'castellan-data-')), 'db');
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

  /** Where a story is not about how the directory is built. */
  const isBuilt = (): void => {
    if (existsSync(TEMPLATES.empty)) cpSync(TEMPLATES.empty, directory, { recursive: true });
  };
  const opens = async (): Promise<boolean> => {
    const dataSource = await makeDataSource({ database: { kind: 'embedded', directory }, tables: [] });
    await dataSource.initialize();
    const [row] = await dataSource.query('SELECT count(*)::int AS tables FROM pg_tables');
    await dataSource.destroy();
    return row.tables > 0;
  };

  it('refuses a second process on the same directory, says why, and lets it in when the first has gone', async () => {
    isBuilt();
    const first = new Process(script(directory));
    await first.says('ready');
    const second = await new Process(script(directory)).ends();
    await first.ends('SIGTERM');

    expect(second.code).toBe(3);
    expect(second.output).toMatch(/The embedded database .* is already open in process \d+ .*DATABASE_URL/s);
    expect(await opens()).toBe(true);
  }, 120_000);

  it('waits for a process that is still ending', async () => {
    isBuilt();
    const first = new Process(
      script(directory, 'onApplicationShutdown() { return new Promise((resolve) => setTimeout(resolve, 2_000)); }'),
    );
    await first.says('ready');
    const ended = first.ends('SIGTERM');
    const second = new Process(script(directory, '', 10_000));

    expect(await second.says('ready')).not.toContain('already open');
    expect((await ended).output).not.toContain('rror');
    expect((await second.ends('SIGTERM')).output).not.toContain('rror');
  }, 120_000);

  it('takes the directory of a dead process at once, even when nobody has waited for its end', async () => {
    isBuilt();
    const first = new Process(script(directory, `onModuleInit() { process.stdout.write('pid ' + process.pid + '.'); }`), CARELESS_PARENT);
    const pid = Number(/pid (\d+)\./.exec(await first.says('ready'))?.[1]);
    process.kill(pid, 'SIGKILL');
    await until(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '));
    const isOpen = opens();

    expect(await isOpen).toBe(true);
    await first.ends('SIGKILL');
  }, 120_000);

  it.each([
    ['when its first file is written', '.init', 0],
    ['while it is built', '.init', 300],
    ['nearly built', '.init', 1_000],
    ['when it has just got its name', '', 0],
    ['while it is migrated', '', 400],
  ])(
    'leaves a directory that opens when the first start is killed %s',
    async (_moment, suffix, afterMs) => {
      const starting = new Process(script(directory));
      await until(() => existsSync(directory + suffix));
      await sleep(afterMs);
      await starting.ends('SIGKILL');

      expect(await opens()).toBe(true);
    },
    120_000,
  );

  it('works again on a job whose process was killed in the middle of it', async () => {
    isBuilt();
    const owner = (work: string): string =>
      `onModuleInit() { jobs.handle('work', { retryDelaySeconds: 1 }, async ({ n }) => { ${work} }); }`;
    const hanging = owner(`process.stdout.write('begun\\n'); await new Promise(() => {});`);
    const killed = new Process(script(directory, `${hanging}, onApplicationBootstrap() { return jobs.enqueue('work', { n: 7 }); }`));
    await killed.says('begun');
    await killed.ends('SIGKILL');
    const next = new Process(script(directory, owner(`process.stdout.write('done ' + n + '\\n');`)));

    expect(await next.says('done 7')).toContain('done 7');
    expect((await next.ends('SIGTERM')).output).not.toContain('rror');
  }, 120_000);
});
