import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATES } from '../stores/templates.js';
import { TestApp } from '../app/test-app.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import { ROOT } from '../root.js';

const MAIN = join(ROOT, 'dist', 'apps', 'castellan', 'src', 'command.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One question a terminal asks, and what is typed then. */
export type Answers = readonly (readonly [question: string, answer: string])[];

/**
 * Data on which the service and the built `castellan` command work: beside each other on PostgreSQL, without Redis; in turns on the
 * embedded database.
 */
export class Installation {
  private running: TestApp | null = null;

  private constructor(
    readonly isEmbedded: boolean,
    private readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly drop: () => Promise<void>,
  ) {}

  /** @param holding all tables, unless the story is about how they are made */
  static async create(holding: 'nothing' | 'tables' = 'tables'): Promise<Installation> {
    if (!existsSync(MAIN)) throw new Error('The command is not built: node scripts/prepare.mjs');
    const directory = mkdtempSync(join(tmpdir(), 'castellan-commands-'));
    const database = await throwawayDatabase(holding);
    const template = holding === 'tables' ? TEMPLATES.migrated : TEMPLATES.empty;
    if (!database && existsSync(template)) cpSync(template, join(directory, 'db'), { recursive: true });
    const environment = { DATA_DIR: directory, REDIS_URL: '', ...(database && { DATABASE_URL: database.url }) };
    return new Installation(!database, directory, environment, async () => database?.drop());
  }

  /** The running service. */
  async service(): Promise<TestApp> {
    return (this.running ??= await TestApp.start(this.environment));
  }

  /** Runs the command, with the service stopped where it has to be. */
  async castellan(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    if (this.isEmbedded) await this.stop();
    return this.castellanBeside(args, environment);
  }

  /** Runs the command without a look at who uses the data. */
  castellanBeside(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return castellan(args, { ...this.environment, ...environment });
  }

  /** Runs the command, and kills it some time after it said something. */
  async castellanKilled(args: readonly string[], afterMs: number): Promise<void> {
    if (this.isEmbedded) await this.stop();
    const environment = { PATH: process.env['PATH'], ...QUICK, ...this.environment };
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stderr, 'data'), ended]);
    setTimeout(() => child.kill('SIGKILL'), afterMs).unref();
    await ended;
  }

  /** Runs the command on a terminal of its own, and answers its questions. */
  async castellanAsking(args: readonly string[], answers: Answers): Promise<Outcome> {
    if (this.isEmbedded) await this.stop();
    const line = [process.execPath, MAIN, ...args].join(' ');
    return outcome('script', ['-qec', line, '/dev/null'], { ...this.environment, TERM: 'dumb' }, answers);
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.drop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async stop(): Promise<void> {
    await this.running?.close();
    this.running = null;
  }
}

/** Runs the built command with this environment, which is all it gets but for what a quick test needs. */
export function castellan(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return outcome(process.execPath, [MAIN, ...args], environment);
}

const QUICK = { NODE_ENV: 'test', BCRYPT_COST: '4', SECRET_KEY: 'a secret key for tests, of 32 bytes and more' };

async function outcome(file: string, args: readonly string[], environment: NodeJS.ProcessEnv, answers: Answers = []): Promise<Outcome> {
  const child = spawn(file, args, { cwd: ROOT, env: { PATH: process.env['PATH'], ...QUICK, ...environment } });
  const printed = { stdout: '', stderr: '' };
  let asked = 0;
  let seen = 0;
  const answer = (): void => {
    const [question, text] = answers[asked] ?? [];
    const at = question === undefined ? -1 : printed.stdout.indexOf(question, seen);
    if (question === undefined || at < 0) return;
    [asked, seen] = [asked + 1, at + question.length];
    child.stdin.write(`${text ?? ''}\r`);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    printed.stdout += chunk.toString();
    answer();
  });
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
  if (answers.length === 0) child.stdin.end();
  const [code, signal] = await new Promise<readonly [number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end)),
  );
  if (signal) throw new Error(`${args.join(' ')} was ended by ${signal}: ${printed.stderr}`);
  return { code, ...printed };
}
