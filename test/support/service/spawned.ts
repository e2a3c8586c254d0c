import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../app/eventually.js';
import { ROOT } from '../root.js';

const MAIN = 'dist/apps/castellan/src/main.js';
/** What `npm start` runs once everything is built. */
export const NPM_START = 'scripts/start.mjs';
const READY = 'Stop with Ctrl-C.';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built service in a process of its own, as an operator runs it, and everything it prints. */
export class SpawnedService {
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private printed = '';

  /** @param environment all of it: nothing is inherited but `PATH` */
  constructor(environment: NodeJS.ProcessEnv, script = MAIN) {
    if (!existsSync(join(ROOT, MAIN))) throw new Error('The service is not built: node scripts/prepare.mjs');
    this.child = spawn(process.execPath, [script], { cwd: ROOT, env: { PATH: process.env['PATH'], ...environment } });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    // 'close', not 'exit': all that was printed has been read by then
    this.ended = new Promise((resolve) => this.child.once('close', (code, signal) => resolve({ code, signal })));
  }

  /** All of standard output and standard error so far. */
  get output(): string {
    return this.printed;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async ready(): Promise<this> {
    await eventually(
      () => Promise.resolve(this.output),
      (output) => output.includes(READY) || !this.isRunning,
    );
    if (!this.output.includes(READY)) throw new Error(`The service did not start: ${this.output}`);
    return this;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<Ending> {
    this.signal(signal);
    return this.ended;
  }
}
