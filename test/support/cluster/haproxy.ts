import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../app/eventually.js';
import { addressed, type Backends } from './haproxy-configuration.js';

const PROGRAM = '/usr/sbin/haproxy';

/** Debian's haproxy in front of a cluster, by the documented configuration with the addresses of the cluster in it. */
export class Haproxy {
  private printed = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly port: number,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  static get isInstalled(): boolean {
    return existsSync(PROGRAM);
  }

  /** @param port where clients reach it; resolves once it takes them in and has found every node ready */
  static async start(port: number, backends: Backends): Promise<Haproxy> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-haproxy-'));
    const file = join(directory, 'haproxy.cfg');
    writeFileSync(file, addressed(port, backends));
    execFileSync(PROGRAM, ['-c', '-f', file], { stdio: 'pipe' }); // what is wrong with it is in the error
    const child = spawn(PROGRAM, ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const haproxy = new Haproxy(child, directory, port);
    await eventually(
      () => fetch(`${haproxy.base}/healthz`),
      ({ ok }) => ok,
    );
    return haproxy;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Its log: one line a request, and each change of a node's health. */
  get output(): string {
    return this.printed;
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}
