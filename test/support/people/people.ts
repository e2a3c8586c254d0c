import { randomUUID } from 'node:crypto';
import type { Answer, HttpClient } from '../http/client.js';

export const PASSWORD = 'correct horse battery staple 9';

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** What people are met through: the service, one inside of a host, several of them. */
export interface Meeting {
  client(): HttpClient;
  /** The newest mail to the address, once at least `count` were delivered. */
  mailTo(address: string, count?: number): Promise<ReceivedMail>;
}

export interface ReceivedMail {
  readonly subject: string | null;
  readonly links: readonly string[];
  readonly code: string | null;
}

export const someone = (): Person => ({ email: `p${randomUUID().slice(0, 8)}@example.com`, password: PASSWORD });

/** Signs up over HTTP; `verified` also follows the mailed link. */
export async function aUser(
  app: Meeting,
  { verified = true, ...more }: { verified?: boolean; [field: string]: unknown } = {},
): Promise<Person> {
  const person = { ...someone(), ...more };
  const answer = await app.client().post('/api/auth/signup/', person);
  if (answer.status !== 201) throw new Error(`signup: ${answer.text}`);
  if (verified) await app.client().post('/api/auth/verify-account/', await linkOf(app, person.email));
  return person;
}

/** `uid` and `token` of the newest mailed link. */
export async function linkOf(app: Meeting, email: string, count = 1): Promise<{ uid: string; token: string }> {
  const { links } = await app.mailTo(email, count);
  const query = new URL(links.find((link) => link.includes('token='))!).searchParams;
  return { uid: query.get('uid')!, token: query.get('token')! };
}

export interface BearerSession {
  readonly access: string;
  readonly refresh: string;
  readonly sessionId: string;
  readonly deviceToken: string;
  readonly bearer: { readonly authorization: string };
}

export async function signInBearer(app: Pick<Meeting, 'client'>, { email, password }: Person, more: object = {}): Promise<BearerSession> {
  const answer = await app.client().post('/api/auth/login/', { email, password, transport: 'bearer', ...more });
  if (answer.status !== 200) throw new Error(`login: ${answer.text}`);
  return bearerSession(answer);
}

/** What a bearer sign-in answered. */
export function bearerSession({ body: { tokens, session, device_token } }: Answer): BearerSession {
  const bearer = { authorization: `Bearer ${tokens.access}` };
  return { access: tokens.access, refresh: tokens.refresh, sessionId: session.id, deviceToken: device_token, bearer };
}

/** A browser with a cookie session. */
export async function signInCookie(
  app: Pick<Meeting, 'client'>,
  { email, password }: Person,
): Promise<{ browser: HttpClient; answer: Answer }> {
  const browser = app.client();
  const answer = await browser.post('/api/auth/login/', { email, password });
  if (answer.status !== 200) throw new Error(`login: ${answer.text}`);
  return { browser, answer };
}
