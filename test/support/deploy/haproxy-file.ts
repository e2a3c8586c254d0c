import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../app/eventually.js';
import { ROOT } from '../root.js';
import { freePort } from '../service/free-port.js';

const PROGRAM = '/usr/sbin/haproxy';
const FILE = join(ROOT, 'deploy/haproxy.cfg');

export interface HaproxyParts {
  readonly panelNode?: string | undefined;
  /** Where people come in, any unless told. */
  readonly https?: number;
  /** Where operators come in, any unless told. */
  readonly panel?: number;
  readonly edit?: (text: string) => string;
}

/** The documented `deploy/haproxy.cfg`, unchanged unless told, run by its own variables and with a certificate of a day. */
export class HaproxyFile {
  private printed = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly https: string,
    readonly http: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  static get isInstalled(): boolean {
    return existsSync(PROGRAM);
  }

  /** @param nodes `host:port` of each, up to four */
  static async start(nodes: readonly string[], { panelNode = nodes[0], edit, ...ports }: HaproxyParts = {}): Promise<HaproxyFile> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-haproxy-'));
    const { https, http, panel } = { https: await freePort(), http: await freePort(), panel: await freePort(), ...ports };
    const file = edit ? join(directory, 'haproxy.cfg') : FILE;
    if (edit) writeFileSync(file, edit(readFileSync(FILE, 'utf8')));
    const environment = {
      ...Object.fromEntries(nodes.map((node, index) => [`API_${index + 1}`, node])),
      PANEL_1: panelNode,
      TLS_CERTIFICATE: certificateIn(directory),
      BIND_HTTPS: `127.0.0.1:${https}`,
      BIND_HTTP: `127.0.0.1:${http}`,
      BIND_PANEL: `127.0.0.1:${panel}`,
    };
    const child = spawn(PROGRAM, ['-db', '-f', file], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const proxy = new HaproxyFile(child, directory, `https://127.0.0.1:${https}`, `http://127.0.0.1:${http}`);
    await eventually(
      () => fetch(proxy.http, { redirect: 'manual' }),
      ({ status }) => status === 308,
    );
    return proxy;
  }

  /** What `haproxy -c` says of the file, with an edit; null when it is sound. */
  static faultOf(edit: (text: string) => string = (text) => text): string | null {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-haproxy-'));
    const file = join(directory, 'haproxy.cfg');
    writeFileSync(file, edit(readFileSync(FILE, 'utf8')));
    try {
      execFileSync(PROGRAM, ['-c', '-f', file], { env: { TLS_CERTIFICATE: certificateIn(directory) }, stdio: 'pipe' });
      return null;
    } catch (error) {
      return String((error as { stderr: unknown }).stderr); // execFileSync throws what the program printed
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** A line for each request and each change of a node's health. */
  get log(): string {
    return this.printed;
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function certificateIn(directory: string): string {
  const [key, certificate, both] = ['key', 'certificate', 'tls.pem'].map((name) => join(directory, name)) as [string, string, string];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  return both;
}
