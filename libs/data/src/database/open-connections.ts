import type { Socket } from 'node:net';
import pg from 'pg';
import { DatabaseSilent } from './database-silent.js';

/** What is not in the types of `pg`. */
type Inside = pg.Client & { readonly processID: number | null };
type Connected = (error: Error | null) => void;

/** All connections to a server that requests may wait for, so that they can be given up together. */
export class OpenConnections {
  /** A `pg.Client` that is counted in here from its first attempt to connect until it has ended. */
  readonly Client: typeof pg.Client;
  private readonly all = new Map<Inside, number>();
  private silent = false;

  constructor() {
    this.Client = countedIn(this);
  }

  /** While it is, nobody connects: whoever tries is told at once. */
  get isSilent(): boolean {
    return this.silent;
  }

  add(client: pg.Client): void {
    const inside = client as Inside;
    this.all.set(inside, 0);
    client.once('end', () => this.all.delete(inside));
  }

  /** Whether a byte came over any of them since this was asked last. */
  haveHeard(): boolean {
    let isHeard = false;
    for (const [client, before] of this.all) {
      const { bytesRead } = client.connection.stream as Socket;
      if (bytesRead === before) continue;
      this.all.set(client, bytesRead);
      isHeard = true;
    }
    return isHeard;
  }

  /** Ends them all: what waits for an answer is told `DatabaseSilent`. Gives the server's numbers of their sessions. */
  cut(): readonly number[] {
    this.silent = true;
    const clients = [...this.all.keys()];
    for (const { connection } of clients) connection.stream.destroy(new DatabaseSilent());
    return clients.flatMap(({ processID }) => (processID === null ? [] : [processID]));
  }

  allow(): void {
    this.silent = false;
  }
}

function countedIn(connections: OpenConnections): typeof pg.Client {
  return class extends pg.Client {
    override connect(): Promise<this>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): unknown {
      if (connections.isSilent) return refuse(callback);
      connections.add(this);
      if (!callback) return super.connect();
      super.connect(callback as (error: Error) => void);
      return undefined;
    }
  };
}

function refuse(callback: Connected | undefined): unknown {
  const error = new DatabaseSilent();
  if (!callback) return Promise.reject(error);
  process.nextTick(callback, error);
  return undefined;
}
