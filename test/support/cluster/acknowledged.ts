import { randomUUID } from 'node:crypto';
import type { Answer, HttpClient } from '../http/client.js';
import { type BearerSession, bearerSession, type Person, someone } from '../people/people.js';

/** What one person was told to be done, to be looked up later. What was asked and not answered may be done or not. */
export interface Told {
  readonly email: string;
  readonly passwords: readonly string[];
  readonly bios: readonly string[];
  /** Refresh tokens of sessions that are over. */
  readonly ended: readonly string[];
}

/** Asks for writes of every kind, one after the other, and keeps what was acknowledged until one is not. */
export async function writeUntilRefused(client: HttpClient, keep: (told: Told) => void): Promise<void> {
  const person = someone();
  if ((await attempt(() => client.post('/api/auth/signup/', person)))?.status !== 201) return;
  const told = { email: person.email, passwords: [person.password], bios: [''], ended: [] as string[] };
  keep(told);
  const [session, other] = [await logIn(client, person), await logIn(client, person)];
  if (!session || !other) return;

  const bio = randomUUID();
  told.bios.push(bio);
  const saved = await attempt(() => client.send('PATCH', '/api/profile/', JSON.stringify({ bio }), { ...JSON_BODY, ...session.bearer }));
  if (saved?.status !== 200) return;
  told.bios.shift();

  const ended = await attempt(() => client.delete(`/api/auth/sessions/${other.sessionId}/`, session.bearer));
  if (!ended || ended.status >= 300) return;
  told.ended.push(other.refresh);

  const password = `a new staple ${randomUUID()}`;
  told.passwords.push(password);
  const body = { old_password: person.password, new_password: password };
  const changed = await attempt(() => client.post('/api/auth/change-password/', body, session.bearer));
  if (changed?.status !== 200) return;
  told.passwords.shift();
}

/** What is not as it was told; empty when all of it is. */
export async function lost(client: HttpClient, { email, passwords, bios, ended }: Told): Promise<readonly string[]> {
  const sessions: BearerSession[] = [];
  for (const password of passwords) sessions.push(...[await logIn(client, { email, password })].filter((one) => one !== null));
  const [session] = sessions;
  if (!session) return [`${email}: the password`];
  const { body } = await client.get('/api/profile/', session.bearer);
  const answers = await Promise.all(ended.map((refresh) => client.post('/api/auth/refresh/', { refresh })));
  return [
    ...(bios.includes(body.bio) ? [] : [`${email}: the profile`]),
    ...answers.filter(({ status }) => status !== 401).map(() => `${email}: an ended session`),
  ];
}

const JSON_BODY = { 'content-type': 'application/json' };

async function logIn(client: HttpClient, person: Person): Promise<BearerSession | null> {
  const answer = await attempt(() => client.post('/api/auth/login/', { ...person, transport: 'bearer' }));
  return answer?.status === 200 ? bearerSession(answer) : null;
}

/** Null when there was no answer of the service. */
const attempt = (ask: () => Promise<Answer>): Promise<Answer | null> => ask().catch(() => null);
