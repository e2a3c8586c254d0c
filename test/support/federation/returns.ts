import { createHash, randomBytes } from 'node:crypto';
import { FederatedSignIn } from '@castellan/accounts';
import type { Arrival, Visit } from '@castellan/accounts';
import { Federation } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import { CONTEXT } from '../passkeys/owners.js';
import { someAddress } from '../http/some-address.js';
import type { TestApp } from '../app/test-app.js';

export const VISIT: Visit = { next: '/', sourceUrl: null, app: null, caller: null };

/** A browser, with the device token that it shows. */
export const BROWSER = { ...CONTEXT, transport: 'cookie', deviceToken: null } as const;

/** An app, likewise. */
export const APP = { ...BROWSER, transport: 'bearer' } as const;

/** Each comes from an address of their own. */
export const aBrowser = (more: { readonly deviceToken?: string | null } = {}) => ({ ...BROWSER, ip: someAddress(), ...more });

/** What an app keeps, and what it shows first (RFC 7636). */
export function aVerifier(): { readonly codeVerifier: string; readonly codeChallenge: string } {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** From now on whoever comes back to the app is who the answer says: a provider's own part is told in stories of its own. */
export function trustingAnswers(app: TestApp): void {
  const federation = app.get(Federation) as { finish: unknown };
  federation.finish = (_provider: string, { back = '{}' }: Readonly<Record<string, string>>) => Promise.resolve(JSON.parse(back));
}

/** Somebody comes back from a provider that has named them so. */
export function comesBack(app: TestApp, person: Person, visit: Partial<Visit> = {}, context = aBrowser()): Promise<Arrival> {
  const back = JSON.stringify({ person, carried: { ...VISIT, ...visit } });
  return app.get(FederatedSignIn).arrive(person.provider, { back }, () => null, context);
}

/** How it ended: its kind, or why it was refused. */
export const outcomeOf = (arrival: Arrival): string => (arrival.kind === 'refused' ? arrival.code : arrival.kind);

/** What an account has, by which something could be told to have changed. */
export interface AccountState {
  readonly id: string;
  readonly verified: boolean;
  readonly hasPassword: boolean;
  readonly version: number;
  readonly subjects: readonly string[];
  readonly sessions: number;
  readonly waiting: number;
}

/** Null where nobody has the address. */
export async function stateOf(app: TestApp, email: string): Promise<AccountState | null> {
  const [state] = await app.sql<AccountState>(
    `SELECT u.id, u.is_verified AS verified, u.password_hash IS NOT NULL AS "hasPassword", u.token_version AS version,
       ARRAY(SELECT subject FROM identities WHERE user_id = u.id ORDER BY created_at, id) AS subjects,
       (SELECT count(*)::int FROM sessions WHERE user_id = u.id AND ended_at IS NULL) AS sessions,
       (SELECT count(*)::int FROM registrations WHERE user_id = u.id) AS waiting
     FROM users u WHERE u.email = $1`,
    [email.toLowerCase()],
  );
  return state ?? null;
}
