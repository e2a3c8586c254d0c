import { SoftwareAuthenticator } from '../authenticator/software-authenticator.js';
import type { AuthenticatorOptions } from '../authenticator/software-authenticator.js';
import type { Tampering } from '../authenticator/tampering.js';
import type { TestApp } from '../app/test-app.js';
import type { Answer, HttpClient } from '../http/client.js';
import { aUser, signInBearer } from './people.js';
import type { BearerSession, Person } from './people.js';

/** A browser at the service's own page, with an authenticator in it. */
export function aKey(
  { configuration }: Pick<TestApp, 'configuration'>,
  options: Partial<AuthenticatorOptions> = {},
): SoftwareAuthenticator {
  return new SoftwareAuthenticator({ origin: new URL(configuration.frontendUrl).origin, ...options });
}

/** Whoever is signed in: a browser with its cookies, or a client with a token. */
export interface SignedInClient {
  readonly client: HttpClient;
  readonly headers: Readonly<Record<string, string>>;
}

export const bearing = (app: Pick<TestApp, 'client'>, { bearer }: Pick<BearerSession, 'bearer'>): SignedInClient => ({
  client: app.client(),
  headers: bearer,
});

/** Both steps of adding one: the last answer. */
export async function addPasskey({ client, headers }: SignedInClient, key: SoftwareAuthenticator, more: object = {}): Promise<Answer> {
  const { options } = await demanded(client.post('/api/auth/passkeys/options/', {}, headers));
  return client.post('/api/auth/passkeys/', { credential: key.create(options), ...more }, headers);
}

export interface PasskeyPerson extends Person {
  readonly key: SoftwareAuthenticator;
  readonly passkeyId: string;
  /** The session on which it was added. */
  readonly session: BearerSession;
  readonly backupCodes: readonly string[];
}

/** A verified user with a password and one passkey, all over HTTP. */
export async function aPasskeyUser(app: TestApp, options: Partial<AuthenticatorOptions> = {}, more: object = {}): Promise<PasskeyPerson> {
  const person = await aUser(app, { ...more });
  const session = await signInBearer(app, person);
  const key = aKey(app, options);
  const added = await addPasskey(bearing(app, session), key);
  if (added.status !== 201) throw new Error(`passkeys: ${added.text}`);
  return { ...person, key, passkeyId: added.body.id, session, backupCodes: added.body.backup_codes };
}

/** Options and state of a sign-in, as anybody gets them. */
export const signInChallenge = (client: HttpClient) => demanded(client.post('/api/auth/passkeys/login/options/'));

/** Both steps of a sign-in by passkey. */
export async function signInByPasskey(
  client: HttpClient,
  key: SoftwareAuthenticator,
  { tampering = {}, ...more }: { tampering?: Tampering; [field: string]: unknown } = {},
): Promise<Answer> {
  const { options, state } = await signInChallenge(client);
  return client.post('/api/auth/passkeys/login/', { state, credential: key.get(options, tampering), ...more });
}

/** A proof of the signed-in user: `credential` for `reauthenticate/`, `2fa/enable/` and `2fa/disable/`. */
export async function aProof({ client, headers }: SignedInClient, key: SoftwareAuthenticator, tampering: Tampering = {}): Promise<object> {
  const { options } = await demanded(client.post('/api/auth/reauthenticate/options/', {}, headers));
  return { credential: key.get(options, tampering) };
}

/** A second factor for the sign-in that waits: `credential` for `2fa/verify-login/`. */
export async function aSecondStep(
  client: HttpClient,
  session_token: string,
  key: SoftwareAuthenticator,
  { tampering = {}, ...more }: { tampering?: Tampering; device_token?: string } = {},
): Promise<{ readonly session_token: string; readonly credential: object }> {
  const { options } = await demanded(client.post('/api/auth/2fa/passkey-options/', { session_token, ...more }));
  return { session_token, credential: key.get(options, tampering) };
}

/** Turns two-step sign-in on with a passkey: the new session's tokens, and the codes. */
export async function turnOnByPasskey(app: TestApp, person: PasskeyPerson): Promise<PasskeyPerson> {
  const proof = await aProof(bearing(app, person.session), person.key);
  const { tokens, backup_codes } = await demanded(app.client().post('/api/auth/2fa/enable/', proof, person.session.bearer));
  const session = { ...person.session, ...tokens, bearer: { authorization: `Bearer ${tokens.access}` } };
  return { ...person, session, backupCodes: backup_codes };
}

/** What an access token says, unverified. */
export function claimsIn(access: string): { readonly aal: number; readonly amr: readonly string[] } {
  const claims = Buffer.from(access.split('.')[1]!, 'base64url').toString();
  return JSON.parse(claims) as { aal: number; amr: string[] }; // of our own service
}

/** The access token of a finished sign-in, which travels one way and not the other. */
export function accessOf({ body, cookies }: Answer, transport: 'cookie' | 'bearer'): string {
  const cookie = /^access_token=([^;]+)/.exec(cookies['access_token'] ?? '')?.[1];
  const ways = [cookie !== undefined, body.tokens !== undefined];
  if (ways[0] !== (transport === 'cookie') || ways[1] !== (transport === 'bearer')) throw new Error('tokens the wrong way');
  return cookie ?? body.tokens.access;
}

// Answers of every shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function demanded(asked: Promise<Answer>): Promise<any> {
  const answer = await asked;
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
}
