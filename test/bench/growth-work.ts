import { request } from './connection.js';
import type { Connection } from './connection.js';
import { signInRequest, signUpPeople, signUpRequest } from './people.js';
import type { Person } from './people.js';

const PEOPLE = 40;
const CODE = /\b\d{6}\b/;

/** One kind of request, as often as it is measured. */
interface Work {
  readonly name: string;
  readonly requests: readonly (() => Promise<unknown>)[];
}

/** The requests that a service lives of. A code proves the address, which ends the sessions from before: that comes last. */
export async function growthWork(connection: Connection, prefix: string): Promise<readonly Work[]> {
  const people = await signUpPeople([connection], PEOPLE, prefix);
  const each = (name: string, times: number, ask: (person: Person, n: number) => Promise<unknown>): Work => ({
    name,
    requests: Array.from({ length: times }, () => people.map((person, n) => () => ask(person, n))).flat(),
  });
  const get = (path: string) => (person: Person) => connection.send(request('GET', path, { authorization: `Bearer ${person.access}` }));
  return [
    each('GET me/', 50, get('/api/auth/me/')),
    each('POST refresh/', 10, refreshing(connection, people)),
    each('POST login/', 1, ({ email }) => connection.send(signInRequest(email))),
    each('GET activity/', 10, get('/api/auth/activity/')),
    each('GET sessions/', 10, get('/api/auth/sessions/')),
    each('POST signup/', 1, (_, n) => connection.send(signUpRequest(`${prefix}new${n}@example.com`))),
    each('POST otp/request', 1, ({ email }, n) =>
      connection.send(request('POST', '/api/auth/otp/request', from(n), { identifier: email })),
    ),
    each('POST otp/verify', 1, ({ email }, n) => verify(connection, email, n)),
  ];
}

/** Each time with the token of the last. */
function refreshing(connection: Connection, people: readonly Person[]): (person: Person, n: number) => Promise<void> {
  const tokens = people.map(({ refresh }) => refresh);
  return async (_, n) => {
    const { body } = await connection.send(request('POST', '/api/auth/refresh/', from(n), { refresh: tokens[n] }));
    tokens[n] = (JSON.parse(body) as { refresh: string }).refresh; // docs/reference/contract.md#transports
  };
}

/** With the code that is in the development inbox. */
async function verify(connection: Connection, email: string, n: number): Promise<void> {
  const { body } = await connection.send(request('GET', `/dev/inbox?to=${encodeURIComponent(email)}`));
  const [code] = CODE.exec(body.slice(body.indexOf('"text"'))) ?? [];
  await connection.send(request('POST', '/api/auth/otp/verify', from(n), { identifier: email, otp_code: code, transport: 'bearer' }));
}

/** Some limits count by client address. */
const from = (n: number) => ({ 'x-forwarded-for': `10.1.${n % 250}.1` });
