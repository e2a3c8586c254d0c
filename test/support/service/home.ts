import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATES } from '../stores/templates.js';
import { freePort } from './free-port.js';
import { HttpClient } from '../http/client.js';
import { SpawnedService } from './spawned.js';

/** As in `TestApp`: what is in the way of most stories is off until a story is about it. */
const QUIET = {
  NODE_ENV: 'test',
  BCRYPT_COST: '4',
  ANSWER_FLOOR_SIGNUP: '0s',
  ANSWER_FLOOR_MAIL: '0s',
  THROTTLE_LOGIN: 'off',
  THROTTLE_SIGNUP: 'off',
  REQUIRE_VERIFIED_EMAIL: 'false',
  TRUSTED_PROXIES: '127.0.0.1/32',
  SECRET_KEY: 'a secret key for tests, of 32 bytes and more',
};

/** What outlives the processes of a story: a data directory, a port, an environment. `remove` ends those that are left. */
export class ServiceHome {
  private readonly processes: SpawnedService[] = [];

  private constructor(
    readonly directory: string,
    readonly port: number,
    readonly adminPort: number,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(environment: NodeJS.ProcessEnv = {}): Promise<ServiceHome> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-faults-'));
    if (!environment['DATABASE_URL'] && existsSync(TEMPLATES.migrated))
      cpSync(TEMPLATES.migrated, join(directory, 'db'), { recursive: true });
    return new ServiceHome(directory, await freePort(), await freePort(), { ...QUIET, ...environment });
  }

  get base(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts a process and leaves it to itself. */
  launch(more: NodeJS.ProcessEnv = {}, script?: string): SpawnedService {
    const environment = {
      ...this.environment,
      DATA_DIR: this.directory,
      PORT: String(this.port),
      ADMIN_PORT: String(this.adminPort),
      ...more,
    };
    const launched = new SpawnedService(environment, script);
    this.processes.push(launched);
    return launched;
  }

  /** Starts a process and resolves once it listens. */
  start(more: NodeJS.ProcessEnv = {}, script?: string): Promise<SpawnedService> {
    return this.launch(more, script).ready();
  }

  /** A script that comes from `address`, to the API unless told. */
  client(address = '10.0.0.1', base = this.base): HttpClient {
    return new HttpClient(base, { 'x-forwarded-for': address });
  }

  async remove(): Promise<void> {
    await Promise.all(this.processes.map((left) => left.end('SIGKILL')));
    rmSync(this.directory, { recursive: true, force: true });
  }
}
