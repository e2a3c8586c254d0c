import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinned, SERVER_CORE } from './cores.js';

const REPORT = join(import.meta.dirname, 'cpu-report.mjs');
const START_MS = 60_000;
/** Starts are timed by it, too. */
const READY_POLL_MS = 20;

export interface ServerParts {
  readonly name: string;
  readonly port: number;
  /** Arguments of `node`. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A path that answers once the server is ready. */
  readonly readyPath: string;
  /** A folder for what it prints: a real file, as under most supervisors. */
  readonly logs: string;
}

/** A server process on the measured core that tells its CPU time. */
export class MeasuredServer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  static async start({ name, port, args, env, readyPath, logs }: ServerParts): Promise<MeasuredServer> {
    const log = openSync(join(logs, `${name}.log`), 'w');
    const [command, all] = pinned(SERVER_CORE, process.execPath, ['--import', REPORT, ...args]);
    const child = spawn(command, all, { env, stdio: ['ignore', log, log, 'ipc'] });
    await ready(child, name, `http://127.0.0.1:${port}${readyPath}`);
    return new MeasuredServer(port, child);
  }

  /** User and system time of all threads since the start, in ms. */
  async cpuMs(): Promise<number> {
    return (await this.report()).cpuMs;
  }

  /** Resident memory of the process, in MB. */
  async rssMb(): Promise<number> {
    return (await this.report()).rss / 1e6;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }

  private report(): Promise<{ readonly cpuMs: number; readonly rss: number }> {
    return new Promise((resolve) => {
      this.child.once('message', (report) => resolve(report as { cpuMs: number; rss: number })); // what cpu-report.mjs sends
      this.child.send('report');
    });
  }
}

async function ready(child: ChildProcess, name: string, url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    if (await answers(url)) return;
    await sleep(READY_POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`${name} does not start.`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // not yet
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  await new Promise((resolve) => server.close(resolve));
  return port;
}
