import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../service/free-port.js';

const run = promisify(execFile);
const VERSIONS = '/usr/lib/postgresql';
const IS_ROOT = process.getuid?.() === 0;

/** A PostgreSQL that a story may stop and start, with data that is thrown away. */
export class OwnPostgres {
  private constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  /** Whether this machine has one, and the right to run it: it refuses to run as root. */
  static get isInstalled(): boolean {
    return binaries() !== undefined && (!IS_ROOT || existsSync('/usr/sbin/runuser') || existsSync('/sbin/runuser'));
  }

  static async start(): Promise<OwnPostgres> {
    const parent = mkdtempSync(join(tmpdir(), 'castellan-postgres-'));
    chmodSync(parent, 0o755); // for clients of its socket
    if (IS_ROOT) await run('chown', ['postgres:', parent]);
    const server = new OwnPostgres(join(parent, 'data'), await freePort());
    const options = ['-U', 'castellan', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
    await asItsUser('initdb', ['-D', server.directory, ...options]);
    await server.start();
    return server;
  }

  get url(): string {
    return this.urlAt(this.port);
  }

  /** Where it is while it runs on another port. */
  urlAt(port: number): string {
    return `postgres://castellan@127.0.0.1:${port}/postgres`;
  }

  /** The same by its socket. */
  get socketUrl(): string {
    return `postgres://castellan@/postgres?host=${join(this.directory, '..')}&port=${this.port}`;
  }

  /** Commits are handed to the system before they are answered, so that even an immediate stop loses none; a power cut is no part of a story. */
  async start(port = this.port): Promise<void> {
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${join(this.directory, '..')} -c fsync=off`;
    await asItsUser('pg_ctl', ['-D', this.directory, '-l', `${this.directory}.log`, '-w', '-o', settings, 'start']);
  }

  /** `immediate` is a crash; `fast` tells the clients that it goes. */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    await asItsUser('pg_ctl', ['-D', this.directory, '-m', mode, '-w', 'stop']);
  }

  /** Stops all its processes where they are, as a machine that hangs; nobody is told. `SIGCONT` lets them go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const postmaster = Number(readFileSync(join(this.directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, signal);
    for (const child of childrenOf(postmaster)) sendTo(child, signal);
  }

  async remove(): Promise<void> {
    const pid = join(this.directory, 'postmaster.pid');
    if (existsSync(pid)) this.signal('SIGCONT'); // a story that failed may have left it frozen, and deaf to what ends it
    await this.stop('immediate').catch(() => undefined); // it may be stopped already
    rmSync(join(this.directory, '..'), { recursive: true, force: true });
  }
}

/** One that ended meanwhile needs none. */
function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** As Linux tells them. */
function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function binaries(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(VERSIONS, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

async function asItsUser(program: string, args: readonly string[]): Promise<void> {
  const command = [join(binaries() ?? '', program), ...args];
  if (IS_ROOT) await run('runuser', ['-u', 'postgres', '--', ...command], { cwd: '/' });
  else await run(command[0]!, command.slice(1), { cwd: '/' });
}
