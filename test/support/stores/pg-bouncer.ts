import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../app/eventually.js';
import { freePort } from '../service/free-port.js';

const PROGRAM = '/usr/sbin/pgbouncer';
const IS_ROOT = process.getuid?.() === 0;

export type PoolMode = 'session' | 'transaction' | 'statement';

/** A PgBouncer of a story's own, before the server of an address. Nothing in it is set but what it needs to work at all. */
export class PgBouncer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    private readonly port: number,
    private readonly target: string,
  ) {}

  static get isInstalled(): boolean {
    return existsSync(PROGRAM);
  }

  static async start(target: string, mode: PoolMode): Promise<PgBouncer> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-bouncer-'));
    const port = await freePort();
    const { hostname, port: serverPort, username } = new URL(target);
    writeFileSync(join(directory, 'users.txt'), `"${username}" ""\n`);
    writeFileSync(
      join(directory, 'bouncer.ini'),
      `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\n` +
        `auth_type = trust\nauth_file = ${join(directory, 'users.txt')}\npool_mode = ${mode}\nmax_client_conn = 500\ndefault_pool_size = 40\n`,
    );
    chmodSync(directory, 0o755); // read by the user it runs as
    const asItsUser = IS_ROOT ? ['runuser', '-u', 'postgres', '--'] : [];
    const [program, ...args] = [...asItsUser, PROGRAM, join(directory, 'bouncer.ini')];
    const child = spawn(program, args, { cwd: '/', stdio: 'ignore' });
    const bouncer = new PgBouncer(child, directory, port, target);
    await eventually(() => bouncer.answers(), Boolean);
    return bouncer;
  }

  /** The address of the database, through it. */
  get url(): string {
    return this.urlOf(this.target);
  }

  urlOf(database: string): string {
    const url = new URL(database);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  private answers(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => resolve(true)).once('error', reject);
      socket.once('connect', () => socket.destroy());
    });
  }
}
