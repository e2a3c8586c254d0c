import type { Tokens } from '../types.js';
import { membersOf, withMembers } from './json-body.js';
import { BEGINNINGS, endsSession, REFRESHES, routeOf } from './routes.js';
import type { Kept, TokenStore } from './token-store.js';
import type { Equipped, Transport } from './transport.js';

/** Routes whose body names the device of who is not signed in yet. */
const FROM_DEVICES: readonly string[] = [...BEGINNINGS, 'auth/otp/request', 'auth/2fa/verify-login'];

/** Tokens in bodies and in `Authorization`, kept where the app says; no cookie is ever sent or taken. */
export class BearerTransport implements Transport {
  constructor(
    private readonly baseUrl: string,
    private readonly store: TokenStore,
  ) {}

  async equip(request: Request): Promise<Equipped> {
    const kept = await this.store.read();
    const members = membersFor(routeOf(request), kept);
    const full = Object.keys(members).length > 0 ? await withMembers(request, members) : request;
    const proof = kept.tokens?.access ?? null;
    if (proof !== null) full.headers.set('authorization', `Bearer ${proof}`);
    return { request: full, proof };
  }

  /** Any answer may bring new tokens: a renewed proof and a changed password do, too. */
  async learn(request: Request, response: Response): Promise<void> {
    if (!response.ok) return;
    const route = routeOf(request);
    if (endsSession(request, route)) return this.forget();
    const members = await membersOf(response);
    const tokens = (REFRESHES.includes(route) ? members : members['tokens']) as Tokens | undefined; // what the contract says of them
    const device = members['device_token'] as string | undefined; // and of it
    if (!tokens?.access && !device) return;
    const kept = await this.store.read();
    await this.store.write({ tokens: tokens ?? kept.tokens, device_token: device ?? kept.device_token });
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.store.read()).tokens !== null;
  }

  /** Whoever shares the store may have refreshed. */
  async isRenewed(proof: string | null): Promise<boolean> {
    const { tokens } = await this.store.read();
    return tokens !== null && tokens.access !== proof;
  }

  async refreshRequest(): Promise<Request | null> {
    const { tokens } = await this.store.read();
    if (tokens === null) return null;
    const init = { method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' } } as const;
    return new Request(`${this.baseUrl}/api/auth/refresh`, { ...init, body: JSON.stringify({ refresh: tokens.refresh }) });
  }

  async forget(): Promise<void> {
    await this.store.write({ ...(await this.store.read()), tokens: null });
  }
}

function membersFor(route: string, { tokens, device_token }: Kept): Readonly<Record<string, string>> {
  return {
    ...(BEGINNINGS.includes(route) && { transport: 'bearer' }),
    ...(FROM_DEVICES.includes(route) && device_token !== null && { device_token }),
    ...((route === 'auth/logout' || REFRESHES.includes(route)) && tokens && { refresh: tokens.refresh }),
  };
}
