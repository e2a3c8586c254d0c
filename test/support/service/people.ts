import { eventually } from '../app/eventually.js';
import type { HttpClient } from '../http/client.js';
import type { Person } from '../people/people.js';

/** A mail in the development inbox, with the values of its link. */
export interface DeliveredMail {
  readonly to: string;
  readonly uid: string;
  readonly token: string;
}

export async function signUp(client: HttpClient, person: Person): Promise<Person> {
  const answer = await client.post('/api/auth/signup/', person);
  if (answer.status !== 201) throw new Error(`signup: ${answer.text}`);
  return person;
}

export interface Bearer {
  readonly access: string;
  readonly refresh: string;
  readonly sessionId: string;
  readonly headers: { readonly authorization: string };
}

export async function signIn(client: HttpClient, person: Person): Promise<Bearer> {
  const answer = await client.post('/api/auth/login/', { ...person, transport: 'bearer' });
  if (answer.status !== 200) throw new Error(`login: ${answer.text}`);
  const { tokens, session } = answer.body;
  const headers = { authorization: `Bearer ${tokens.access}` };
  return { access: tokens.access, refresh: tokens.refresh, sessionId: session.id, headers };
}

/** What the queue has delivered so far, newest first. */
export async function deliveredMails(client: HttpClient): Promise<readonly DeliveredMail[]> {
  const { body } = await client.get('/dev/inbox', { accept: 'application/json', 'x-forwarded-for': '127.0.0.1' });
  const mails = body.results as readonly { readonly to: string; readonly links: readonly string[] }[];
  return mails.map(({ to, links }) => ({ to, ...linkValues(links) }));
}

/** The mail to this address, once the queue has delivered it. */
export async function mailTo(client: HttpClient, address: string): Promise<DeliveredMail> {
  const mails = await eventually(
    async () => (await deliveredMails(client)).filter(({ to }) => to === address),
    ({ length }) => length > 0,
  );
  return mails[0]!;
}

function linkValues(links: readonly string[]): { readonly uid: string; readonly token: string } {
  const link = links.find((one) => one.includes('token='));
  const query = new URL(link ?? 'http://none').searchParams;
  return { uid: query.get('uid') ?? '', token: query.get('token') ?? '' };
}
