import { Connection } from './connection.js';
import type { MeasuredServer } from './measured-server.js';

export const LANES = 8;

/** Does one request; what it must remember from one to the next it keeps itself. */
export type Lane = (connection: Connection) => Promise<void>;

export interface Scenario {
  readonly name: string;
  readonly server: MeasuredServer;
  /** Requests in each round. */
  readonly count: number;
  /** Requests before the first round, for the compiler. */
  readonly warmUp: number;
  /** The work of the n-th of the parallel connections. */
  readonly lane: (n: number) => Lane;
}

/** A scenario under way: its lanes go on where they stopped. */
export class Running {
  private readonly lanes: readonly Lane[];

  constructor(readonly scenario: Scenario) {
    this.lanes = Array.from({ length: LANES }, (_, n) => scenario.lane(n));
  }

  async warmUp(): Promise<void> {
    await this.measure(this.scenario.warmUp);
  }

  /** CPU ms of the server for each request of one round. The connections are new each time: servers close those that were idle. */
  async measure(count = this.scenario.count): Promise<number> {
    const { server } = this.scenario;
    const connections = await Promise.all(this.lanes.map(() => Connection.open(server.port)));
    const before = await server.cpuMs();
    await this.drive(count, connections);
    const spent = (await server.cpuMs()) - before;
    for (const connection of connections) connection.close();
    return spent / count;
  }

  /** Every lane sends its next request when its last one was answered. */
  private async drive(count: number, connections: readonly Connection[]): Promise<void> {
    let left = count;
    await Promise.all(
      this.lanes.map(async (lane, n) => {
        while (left-- > 0) await lane(connections[n]!);
      }),
    );
  }
}
