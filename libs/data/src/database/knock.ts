import pg from 'pg';
import type { Address } from './address.js';

/** Sessions that were given up. */
export interface LeftSessions {
  readonly pids: readonly number[];
  /** Of `performance.now()`: whoever has one of these numbers and began later is somebody else. */
  readonly leftAt: number;
}

/**
 * One try to connect anew, to every address there is. A server that refuses has answered, too. Where the network was away, and not the
 * server, the sessions left behind may still wait for their client, with their locks: they are ended first.
 */
export class Knock {
  private readonly clients: pg.Client[] = [];
  private unanswered: number;

  /** @param addresses the last one is the server itself, without a pooler; @param left null where none was */
  constructor(
    addresses: readonly Address[],
    private readonly left: LeftSessions | null,
  ) {
    this.unanswered = addresses.length;
    for (const [index, address] of addresses.entries()) void this.tryAt(address, index === addresses.length - 1);
  }

  get isAnswered(): boolean {
    return this.unanswered === 0;
  }

  /** Waits for nothing, and leaves no connection behind. */
  giveUp(): void {
    for (const { connection } of this.clients) connection.stream.destroy();
  }

  private async tryAt(address: Address, isServerItself: boolean): Promise<void> {
    const client = new pg.Client({ ...address, application_name: 'castellan knock' });
    client.on('error', () => {}); // told by what fails
    this.clients.push(client);
    try {
      await client.connect();
      if (isServerItself && this.left) await endLeft(client, this.left);
    } catch {
      // refused, which is an answer; or given up, and nobody asks any more
    }
    this.unanswered -= 1;
    client.connection.stream.destroy();
  }
}

async function endLeft(client: pg.Client, { pids, leftAt }: LeftSessions): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid = ANY($1) AND usename = current_user AND application_name LIKE 'castellan%'
       AND backend_start < clock_timestamp() - $2::float8 * interval '1 ms'`,
    [pids, performance.now() - leftAt],
  );
}
