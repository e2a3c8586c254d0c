import type { HttpClient } from '../../support/http/client.js';
import { eventually } from '../../support/app/eventually.js';
import { type Person, someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { type DeliveredMail, deliveredMails } from '../../support/service/people.js';
import type { SpawnedService } from '../../support/service/spawned.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const SIGN_UPS = 200;
const AT_ONCE = 20;
const KILL_AFTER = 70;

/** Signs all of them up, some at once, and kills the service in the middle; gives those who were told that they have an account. */
async function signUpUntilKilled(service: SpawnedService, client: HttpClient, people: readonly Person[]): Promise<readonly Person[]> {
  const acknowledged: Person[] = [];
  const waiting = [...people];
  const queue = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const answer = await client.post('/api/auth/signup/', next).catch(() => null);
      if (answer?.status === 201) acknowledged.push(next);
      if (acknowledged.length === KILL_AFTER) service.signal('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, queue));
  await service.ended;
  return acknowledged;
}

/** The id of the account, by signing in; null when there is none. */
async function accountOf(client: HttpClient, person: Person): Promise<string | null> {
  const answer = await client.post('/api/auth/login/', person);
  if (answer.status === 200) return answer.body.user.id;
  if (answer.body.code === 'invalid_credentials') return null;
  throw new Error(`login: ${answer.text}`);
}

async function accountsOf(client: HttpClient, people: readonly Person[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const person of people) {
    const id = await accountOf(client, person);
    if (id !== null) found.set(person.email, id);
  }
  return found;
}

const byAddress = (entries: Iterable<readonly [string, string]>): readonly (readonly [string, string])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

const addressAndAccount = ({ to, uid }: DeliveredMail): readonly [string, string] => [to, uid];

describe(`a service killed in the middle of ${SIGN_UPS} sign-ups`, () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;

  beforeAll(async () => {
    database = await throwawayDatabase('tables');
    home = await ServiceHome.create(database ? { DATABASE_URL: database.url } : {});
  });

  afterAll(async () => {
    await home.remove();
    await database?.drop();
  });

  it('has every acknowledged account after the restart, and sends each account its one mail', async () => {
    const people = Array.from({ length: SIGN_UPS }, someone);
    const acknowledged = await signUpUntilKilled(await home.start(), home.client(), people);
    expect(acknowledged.length).toBeLessThan(SIGN_UPS);

    await home.start();
    const client = home.client('10.0.0.2');
    const accounts = await accountsOf(client, people);
    const mails = await eventually(
      () => deliveredMails(client),
      ({ length }) => length >= accounts.size,
    );

    expect(acknowledged.filter(({ email }) => !accounts.has(email))).toEqual([]);
    expect(byAddress(mails.map(addressAndAccount))).toEqual(byAddress(accounts));
  }, 120_000);
});
