import { AccountStatus } from '@castellan/accounts';
import { Permissions } from '@castellan/permissions';
import type { TestApp } from '../app/test-app.js';
import type { Answer, HttpClient } from '../http/client.js';
import { HOST, OPERATOR } from '../people/operators.js';
import type { BearerSession } from '../people/people.js';
import { aProtectedUser, idOf, signInWithBoth } from '../people/second-factor.js';
import type { ProtectedPerson } from '../people/second-factor.js';

/** What every act that asks why is told. */
export const WHY = { reason: 'They asked for it.' };

/** Somebody who acts by the management API. */
export interface ApiOperator {
  /** Who they are to the audit log. */
  readonly actor: { readonly kind: 'user' | 'api_key'; readonly id: string };
  readonly headers: Readonly<Record<string, string>>;
}

export interface StaffMember extends ApiOperator {
  readonly id: string;
  readonly person: ProtectedPerson;
  readonly session: BearerSession;
}

/** A member of staff in a session of two factors. */
export async function aStaffMember(app: TestApp, permissions: readonly string[], { superuser = false } = {}): Promise<StaffMember> {
  const person = await aProtectedUser(app);
  const id = await idOf(app, person);
  await app.advance(1_000); // whoever becomes staff loses what they set up at that very moment
  await app.get(AccountStatus).setStaff(HOST, id, true);
  if (superuser) await app.get(AccountStatus).setSuperuser(HOST, id, true);
  await app.get(Permissions).grantToUser(id, permissions, OPERATOR);
  const session = await signInWithBoth(app, person);
  return { id, person, session, actor: { kind: 'user', id }, headers: session.bearer };
}

/** The management API, as one operator uses it. */
export function managementOf(client: HttpClient, { headers }: Pick<ApiOperator, 'headers'>) {
  const send = (method: string, path: string, body?: object, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    client.send(method, `/api/admin/${path}`, body && JSON.stringify(body), {
      ...headers,
      ...(body && { 'content-type': 'application/json' }),
      ...more,
    });
  return {
    get: (path: string, more?: Readonly<Record<string, string>>) => send('GET', path, undefined, more),
    post: (path: string, body: object = {}, more?: Readonly<Record<string, string>>) => send('POST', path, body, more),
    patch: (path: string, body: object, more?: Readonly<Record<string, string>>) => send('PATCH', path, body, more),
    put: (path: string, body: object) => send('PUT', path, body),
    delete: (path: string, body: object = {}) => send('DELETE', path, body),
  };
}
