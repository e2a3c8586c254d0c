import type { Locks } from '@castellan/client';

const BASE = 'https://auth.example.com';
const problem = (status: number, code: string, more: object = {}): Response =>
  Response.json(
    { type: `urn:castellan:error:${code}`, title: code, status, detail: code, code, trace_id: 't', ...more },
    { status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  );

type Met = 'lost' | 'hangs' | 'late' | 'away' | 'over' | 'unknown' | 'odd' | 'bare' | 'busy' | 'proxy';
const REFUSALS: Partial<Record<Met, () => Response>> = {
  over: () => problem(401, 'session_ended', { reason: 'user_revoked' }),
  unknown: () => problem(401, 'not_authenticated'),
  odd: () => problem(401, 'invalid_credentials'),
  bare: () => Response.json({}),
  busy: () => problem(503, 'unavailable', { retry_after: 2 }),
  proxy: () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
};

/** What a service does with one session, for tests: one generation of tokens is good, and those before it are expired. */
export class FakeService {
  readonly base = BASE;
  readonly calls: string[] = [];
  readonly bodies: unknown[] = [];
  generation = 1;
  /** What the next refreshes meet, instead of an answer. */
  readonly ahead: Met[] = [];
  /** Lets answers that are late come in. */
  release = (): void => undefined;
  private readonly released = new Promise<void>((resolve) => (this.release = resolve));

  constructor(private readonly transport: 'cookie' | 'bearer') {}

  /** One browser's way to it: the cookies it has are of this generation. */
  browser(jar: { generation: number } = { generation: 1 }): (request: Request) => Promise<Response> {
    return async (request) => {
      const route = new URL(request.url).pathname.replace('/api/', '');
      this.calls.push(`${request.method} ${route}`);
      await new Promise((resolve) => setImmediate(resolve));
      const body = await bodyOf(request);
      this.bodies.push(body);
      if (route === 'auth/refresh') return this.refresh(jar, body as { readonly refresh?: string });
      if (route === 'auth/login') return this.signIn(jar);
      if (route.startsWith('auth/logout')) return this.signOut(jar);
      if (route === 'auth/reauthenticate' && this.proofOf(request, jar) === this.generation) return problem(401, 'invalid_passkey');
      return this.proofOf(request, jar) === this.generation ? Response.json({ email: 'ada@example.com' }) : problem(401, 'token_expired');
    };
  }

  /** The access tokens of now expire. */
  expire(): void {
    this.generation += 1;
  }

  count(call: string): number {
    return this.calls.filter((each) => each === call).length;
  }

  tokens(generation = this.generation) {
    const at = '2026-11-21T09:56:07.000Z';
    return { access: `access-${generation}`, refresh: `refresh-${generation}`, access_expires_at: at, refresh_expires_at: at };
  }

  private proofOf({ headers }: Request, jar: { generation: number }): number {
    return this.transport === 'cookie' ? jar.generation : Number(headers.get('authorization')?.replace('Bearer access-', ''));
  }

  private async refresh(jar: { generation: number }, body: { readonly refresh?: string }): Promise<Response> {
    const { generation } = this;
    const met = this.ahead.shift();
    if (met === 'away') throw new TypeError('fetch failed');
    if (met && REFUSALS[met]) return REFUSALS[met]();
    if (this.transport === 'bearer' && !/^refresh-\d+$/.test(body.refresh ?? '')) return problem(401, 'token_invalid');
    if (met === 'hangs') return new Promise(() => undefined);
    if (met === 'late') await this.released;
    jar.generation = generation;
    if (met === 'lost') throw new TypeError('terminated');
    return Response.json(this.transport === 'bearer' ? this.tokens(generation) : { detail: 'Token refreshed.' });
  }

  private signOut(jar: { generation: number }): Response {
    jar.generation = 0;
    return Response.json({ detail: 'Logout successful.' });
  }

  private signIn(jar: { generation: number }): Response {
    jar.generation = this.generation;
    const bearer = this.transport === 'bearer' && { tokens: this.tokens(), device_token: 'device' };
    return Response.json({ detail: 'Login successful.', user: {}, ...bearer });
  }
}

async function bodyOf(request: Request): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- for servers, where people send forms; here a test does
  if (request.headers.get('content-type')?.startsWith('multipart')) return request.formData();
  const text = await request.text();
  return text === '' ? {} : JSON.parse(text);
}

/** Web Locks of one browser: whoever asks waits for those before. */
export class FakeLocks implements Locks {
  private last: Promise<unknown> = Promise.resolve();

  async request<T>(_name: string, work: (lock: object | null) => Promise<T>): Promise<T> {
    const turn = this.last.then(() => work({}));
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
