import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATES } from '../stores/templates.js';
import { ROOT } from '../root.js';

const READY_WITHIN_MS = 100_000;

/** The built service, as `npm start` runs it, in a process and a directory of its own, always embedded. */
export class ServiceProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly adminPort: number,
    readonly dataDirectory: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(): Promise<ServiceProcess> {
    const port = await freePort();
    const adminPort = await freePort();
    const dataDirectory = mkdtempSync(join(tmpdir(), 'castellan-readme-'));
    if (existsSync(TEMPLATES.migrated)) cpSync(TEMPLATES.migrated, join(dataDirectory, 'db'), { recursive: true });
    // Nothing of the environment reaches it but what a process needs: a newcomer has set nothing.
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      DATA_DIR: dataDirectory,
    };
    const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const service = new ServiceProcess(child, port, adminPort, dataDirectory);
    await service.printed('Stop with Ctrl-C.').catch((error: unknown) => service.stop().then(() => Promise.reject(error as Error)));
    return service;
  }

  /** What it has printed, from the line `from` to the line `to`; waits until both are there. */
  async printed(to: string, from = ''): Promise<string> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const begin = this.output.indexOf(from);
      const end = this.output.indexOf(to, begin);
      if (begin >= 0 && end >= 0) return this.output.slice(begin, end + to.length);
      if (this.child.exitCode !== null || Date.now() > deadline) throw new Error(`The service did not print "${to}":\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}
