import { membersOf, withMembers } from './json-body.js';
import { BEGINNINGS, endsSession, REFRESHES, routeOf, SIGN_INS } from './routes.js';
import type { Equipped, Transport } from './transport.js';

/** Tokens in HttpOnly cookies, which the browser sends by itself. Of the session one knows what answers tell. */
export class CookieTransport implements Transport {
  private signedIn = false;

  constructor(private readonly baseUrl: string) {}

  async equip(request: Request): Promise<Equipped> {
    const known = BEGINNINGS.includes(routeOf(request)) ? await withMembers(request, { transport: 'cookie' }) : request;
    return { request: known, proof: null };
  }

  async learn(request: Request, response: Response): Promise<void> {
    if (!response.ok) return;
    const route = routeOf(request);
    if (endsSession(request, route)) this.signedIn = false;
    else if (route === 'auth/me' || REFRESHES.includes(route)) this.signedIn = true;
    else if (SIGN_INS.includes(route)) this.signedIn = 'user' in (await membersOf(response));
  }

  async isSignedIn(): Promise<boolean> {
    return this.signedIn;
  }

  /** Another tab may have refreshed since: what the cookies are worth by now, only the service knows. */
  async isRenewed(_proof: string | null, ask: ((request: Request) => Promise<Response>) | null): Promise<boolean> {
    return ask !== null && (await ask(this.request('GET', 'auth/me'))).ok;
  }

  async refreshRequest(): Promise<Request> {
    return this.request('POST', 'auth/refresh');
  }

  async forget(): Promise<void> {
    this.signedIn = false;
  }

  private request(method: string, route: string): Request {
    return new Request(`${this.baseUrl}/api/${route}`, { method, credentials: 'include' });
  }
}
