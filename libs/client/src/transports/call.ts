import { membersOf } from './json-body.js';

/** What a call does to the session, where it succeeds; null: nothing. */
export type Effect = 'begins' | 'renews' | 'refreshes' | 'ends' | null;

/** A request of the caller, and what it is for. */
export interface Call {
  readonly request: Request;
  /** Such as `auth/login`; of what is not the service's API, nothing. */
  readonly route: string;
  readonly effect: Effect;
}

/** Sign-ins whose body says where the tokens shall go. */
export const BEGINNINGS: readonly string[] = ['auth/login', 'auth/otp/verify', 'auth/passkeys/login'];

const EFFECTS: Readonly<Record<string, Exclude<Effect, null>>> = {
  'auth/login': 'begins', // unless the answer asks for a second factor
  'auth/otp/verify': 'begins', // the same
  'auth/passkeys/login': 'begins', // the same
  'auth/2fa/verify-login': 'begins',
  'auth/2fa/enable': 'renews',
  'auth/change-password': 'renews',
  'auth/reauthenticate': 'renews',
  'auth/refresh': 'refreshes',
  'auth/token/refresh': 'refreshes',
  'auth/logout': 'ends',
};

/** @param baseUrl where the service is, which may be below a path of any name */
export async function callOf(request: Request, baseUrl: string): Promise<Call> {
  const route = routeOf(request, baseUrl);
  return { request, route, effect: await effectOf(request, route) };
}

function routeOf({ url }: Request, baseUrl: string): string {
  if (!url.startsWith(`${baseUrl}/api/`)) return '';
  return new URL(url).pathname.slice(new URL(`${baseUrl}/api/`).pathname.length).replace(/\/$/, '');
}

async function effectOf(request: Request, route: string): Promise<Effect> {
  if (route === 'auth/me') return request.method === 'DELETE' ? 'ends' : null;
  if (route === 'auth/logout-all') return (await membersOf(request))['include_current'] === true ? 'ends' : 'renews';
  return EFFECTS[route] ?? null;
}
