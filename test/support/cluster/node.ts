import { freePort } from '../service/free-port.js';
import { ServiceHome } from '../service/home.js';
import type { Ending, SpawnedService } from '../service/spawned.js';
import type { HttpClient } from '../http/client.js';
import { someAddress } from '../http/some-address.js';

const API = 'dist/apps/api/src/main.js';
const PANEL = 'dist/apps/admin/src/main.js';

type Program = 'api' | 'panel';

/** One machine of a cluster: the built API or panel in a process of its own, which comes back at the same ports. */
export class ClusterNode {
  private readonly processes: SpawnedService[] = [];

  private constructor(
    readonly name: string,
    private readonly program: Program,
    private readonly home: ServiceHome,
    readonly metricsPort: number,
  ) {}

  static async create(name: string, program: Program, environment: NodeJS.ProcessEnv): Promise<ClusterNode> {
    const metricsPort = await freePort();
    const metrics = program === 'api' ? { METRICS_PORT: String(metricsPort) } : { ADMIN_METRICS_PORT: String(metricsPort) };
    return new ClusterNode(name, program, await ServiceHome.create({ ...environment, ...metrics }), metricsPort);
  }

  /** Where the balancer, and nobody else outside of tests, reaches it. */
  get port(): number {
    return this.program === 'api' ? this.home.port : this.home.adminPort;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get process(): SpawnedService {
    return this.processes.at(-1)!; // a cluster starts it before anybody sees it
  }

  /** Everything that its processes have printed so far. */
  get output(): string {
    return this.processes.map(({ output }) => output).join('');
  }

  /** A script that comes from `address`, any unless told, straight to this node. */
  client(address = someAddress()): HttpClient {
    return this.home.client(address, this.base);
  }

  /** Starts a process and resolves once it listens. */
  async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
    const launched = this.home.launch(more, this.program === 'api' ? API : PANEL);
    this.processes.push(launched);
    await launched.ready();
  }

  /** As the power would. */
  kill9(): Promise<Ending> {
    return this.process.end('SIGKILL');
  }

  /** Stops it between two instructions (SIGSTOP): it holds on to its connections and does nothing. */
  pause(): void {
    this.process.signal('SIGSTOP');
  }

  /** It goes on, and has not noticed (SIGCONT). */
  resume(): void {
    this.process.signal('SIGCONT');
  }

  /** As a supervisor would (SIGTERM). */
  stop(): Promise<Ending> {
    return this.process.end('SIGTERM');
  }

  async restart(): Promise<Ending> {
    const ending = await this.stop();
    await this.start();
    return ending;
  }

  remove(): Promise<void> {
    return this.home.remove();
  }
}
