import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpClient } from '../../support/http/client.js';
import { type Person, someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { type Bearer, signIn, signUp } from '../../support/service/people.js';
import type { SpawnedService } from '../../support/service/spawned.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const LOAD_MS = 3_000;
/** What a kill -9 may take with it: what waits for 500 ms, and the statement on its way. */
const LOST_AT_MOST_MS = 1_000;

/** An attempt that was answered: the address it came from names it. */
interface Attempt {
  readonly ip: string;
  readonly answeredAt: number;
}

describe('the history of attempts, when the service ends', () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;

  beforeEach(async () => {
    database = await throwawayDatabase('tables');
    home = await ServiceHome.create(database ? { DATABASE_URL: database.url } : {});
  });
  afterEach(async () => {
    await home.remove();
    await database?.drop();
  });

  const aUser = async (): Promise<{ person: Person; session: Bearer }> => {
    const person = await signUp(home.client(), someone());
    return { person, session: await signIn(home.client(), person) };
  };

  /** Fails to sign in without pause for some seconds, then ends the service in the middle of it. */
  const failUntilEnded = async (service: SpawnedService, { email }: Person, signal: NodeJS.Signals): Promise<readonly Attempt[]> => {
    const attempts: Attempt[] = [];
    const fail = async (client: HttpClient, ip: string): Promise<boolean> => {
      const answer = await client.post('/api/auth/login/', { email, password: 'wrong' }).catch(() => null);
      if (answer?.status === 401) attempts.push({ ip, answeredAt: performance.now() });
      return answer?.status === 401;
    };
    const load = (async () => {
      for (let n = 0, goesOn = true; goesOn; n += 1) {
        const ip = `198.18.${n >> 8}.${n & 255}`;
        goesOn = await fail(home.client(ip), ip);
      }
    })();
    await sleep(LOAD_MS);
    service.signal(signal);
    await Promise.all([load, service.ended]);
    return attempts;
  };

  const remembered = async ({ headers }: Bearer): Promise<ReadonlySet<string>> => {
    const ips = new Set<string>();
    for (let url: string | null = '/api/auth/activity/?limit=100'; url;) {
      const { body } = await home.client('10.0.0.2').get(url, headers);
      for (const { ip } of body.results as readonly { readonly ip: string }[]) ips.add(ip);
      url = body.next && new URL(body.next).pathname + new URL(body.next).search;
    }
    return ips;
  };

  it.each([
    ['SIGTERM', 0],
    ['SIGKILL', LOST_AT_MOST_MS],
  ] as const)(
    'holds by %s all but those of the last %i ms',
    async (signal, lostMs) => {
      const service = await home.start();
      const { person, session } = await aUser();
      const attempts = await failUntilEnded(service, person, signal);
      const end = attempts.at(-1)!.answeredAt;

      await home.start();
      const found = await remembered(session);
      const lost = attempts.filter(({ ip }) => !found.has(ip));

      expect(attempts.length).toBeGreaterThan(10);
      expect(lost.filter(({ answeredAt }) => answeredAt <= end - lostMs)).toEqual([]);
    },
    120_000,
  );
});
