import type { AccessClaims, Caller } from '@castellan/access';
import { OwnPasskeys, PasskeyRegistration } from '@castellan/accounts';
import type { AddedPasskey } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { SoftwareAuthenticator } from '../authenticator/software-authenticator.js';
import type { AuthenticatorOptions } from '../authenticator/software-authenticator.js';
import { aUser, signInBearer } from '../people/people.js';
import type { BearerSession, Person } from '../people/people.js';
import type { TestApp } from '../app/test-app.js';

export const CONTEXT: RequestContext = {
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
  traceId: 'test',
};

/** Somebody signed in by a password, and what makes and keeps their passkeys. */
export interface PasskeyOwner {
  readonly person: Person;
  readonly session: BearerSession;
  readonly caller: Caller;
  readonly device: SoftwareAuthenticator;
}

/** As the guard hands a signed-in user on. */
export function callerOf({ access }: Pick<BearerSession, 'access'>): Caller {
  const claims = JSON.parse(Buffer.from(access.split('.')[1]!, 'base64url').toString()) as AccessClaims & Record<string, unknown>;
  const { sub: userId, sid: sessionId, aal, amr, auth_time: authTime, ver: version, step } = claims;
  return { userId, sessionId, aal, amr, authTime, version, step, claims };
}

/** A device whose browser shows the service's own pages. */
export const deviceAt = ({ configuration }: Pick<TestApp, 'configuration'>, more: Partial<AuthenticatorOptions> = {}) =>
  new SoftwareAuthenticator({ origin: new URL(configuration.publicUrl).origin, ...more });

/** Without any passkey yet. */
export async function anOwner(app: TestApp, more: Partial<AuthenticatorOptions> = {}): Promise<PasskeyOwner> {
  const person = await aUser(app);
  const session = await signInBearer(app, person);
  return { person, session, caller: callerOf(session), device: deviceAt(app, more) };
}

/** Adds a passkey by the services, on the owner's device. */
export async function addPasskey(
  app: TestApp,
  { caller, device }: Pick<PasskeyOwner, 'caller' | 'device'>,
  otpCode: string | null = null,
): Promise<AddedPasskey> {
  const registration = app.get(PasskeyRegistration);
  const { options } = await registration.options(caller, otpCode, CONTEXT);
  return registration.add(caller, device.create(options), null, CONTEXT);
}

/** What the owner's device answers where they are asked to prove who they are. */
export async function reproof(app: TestApp, { caller, device }: Pick<PasskeyOwner, 'caller' | 'device'>) {
  const { options } = await app.get(OwnPasskeys).reproofOptions(caller);
  return device.get(options);
}

export async function historyOf(app: TestApp, { userId }: Pick<Caller, 'userId'>, event: string) {
  return app.sql<{ readonly status: string; readonly reason: string | null }>(
    'SELECT status, reason FROM auth_events WHERE user_id = $1 AND event = $2 ORDER BY created_at, id',
    [userId, event],
  );
}
