import { NetworkFailure } from '../problems/network-failure.js';
import { BEGINNINGS, type Call } from './call.js';
import { membersOf, withMembers } from './json-body.js';
import { REFRESH_INIT, type Equipped, type Transport } from './transport.js';

/** Tokens in HttpOnly cookies, which the browser sends by itself. Of the session one knows what answers tell. */
export class CookieTransport implements Transport {
  private signedIn = false;

  constructor(private readonly baseUrl: string) {}

  async equip({ request, route }: Call): Promise<Equipped> {
    const known = BEGINNINGS.includes(route) ? await withMembers(request, { transport: 'cookie' }) : request;
    return { request: known, proof: null };
  }

  async learn({ route, effect }: Call, response: Response): Promise<void> {
    if (!response.ok) return;
    if (effect === 'refreshes' && !('detail' in (await membersOf(response)))) throw new NetworkFailure(response.status);
    if (effect === 'ends') this.signedIn = false;
    else if (effect === 'begins') this.signedIn = 'user' in (await membersOf(response));
    else if (effect === 'refreshes' || route === 'auth/me') this.signedIn = true;
  }

  async isSignedIn(): Promise<boolean> {
    return this.signedIn;
  }

  /** Another tab may have refreshed since: what the cookies are worth by now, only the service knows. */
  async isRenewed(_proof: string | null, ask: ((request: Request) => Promise<Response>) | null): Promise<boolean> {
    return ask !== null && (await ask(this.request('auth/me', { method: 'GET' }))).ok;
  }

  async refreshRequest(): Promise<Equipped> {
    return { request: this.request('auth/refresh', REFRESH_INIT), proof: null };
  }

  async forget(): Promise<void> {
    this.signedIn = false;
  }

  private request(route: string, init: RequestInit): Request {
    return new Request(`${this.baseUrl}/api/${route}`, { ...init, credentials: 'include' });
  }
}
