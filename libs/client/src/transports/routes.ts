/** The route of a request, such as `auth/login`: without what the service is below of, and without a last slash. */
export function routeOf({ url }: Request): string {
  return /\/api\/(.+?)\/?$/.exec(new URL(url).pathname)?.[1] ?? '';
}

/** Their answer begins a session, unless it asks for a second factor. */
export const SIGN_INS: readonly string[] = ['auth/login', 'auth/otp/verify', 'auth/2fa/verify-login'];
/** Sign-ins whose body says where the tokens shall go. */
export const BEGINNINGS: readonly string[] = ['auth/login', 'auth/otp/verify'];
export const REFRESHES: readonly string[] = ['auth/refresh', 'auth/token/refresh'];

/** Does an answer without failure end the session of who asked? */
export function endsSession({ method }: Request, route: string): boolean {
  return route === 'auth/logout' || (route === 'auth/me' && method === 'DELETE');
}
