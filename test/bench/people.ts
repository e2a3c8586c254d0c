import { request } from './connection.js';
import type { Connection } from './connection.js';

export const PASSWORD = 'correct horse battery staple 9';

/** A user with a session in each transport. */
export interface Person {
  readonly email: string;
  readonly access: string;
  readonly refresh: string;
  /** The value of the access cookie of another session. */
  readonly cookie: string;
}

/** Signs up people, over the connections in turn, and signs each in twice. Many, because some limits count by user. */
export async function signUpPeople(connections: readonly Connection[], count: number, name = 'p'): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (let at = 0; at < count; at += 1) people.push(await signUp(connections[at % connections.length]!, `${name}${at}@example.com`));
  return people;
}

export function signInRequest(email: string, transport: 'bearer' | 'cookie' = 'bearer'): string {
  return request('POST', '/api/auth/login/', {}, { email, password: PASSWORD, transport });
}

export function signUpRequest(email: string): string {
  return request('POST', '/api/auth/signup/', {}, { email, password: PASSWORD });
}

async function signUp(connection: Connection, email: string): Promise<Person> {
  await connection.send(signUpRequest(email));
  const { body } = await connection.send(signInRequest(email));
  const { tokens } = JSON.parse(body) as { tokens: { access: string; refresh: string } }; // docs/reference/contract.md#transports
  const { head } = await connection.send(signInRequest(email, 'cookie'));
  return { email, ...tokens, cookie: /\r\nset-cookie: access_token=([^;]+)/i.exec(head)?.[1] ?? '' };
}
