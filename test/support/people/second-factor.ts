import { setTimeout as sleep } from 'node:timers/promises';
import { DevInbox } from '@castellan/notifications';
import speakeasy from 'speakeasy';
import { eventually } from '../app/eventually.js';
import type { Answer, HttpClient } from '../http/client.js';
import { aUser, bearerSession, signInBearer } from './people.js';
import type { BearerSession, Meeting, Person } from './people.js';
import type { TestApp } from '../app/test-app.js';

const STEP_MS = 30_000;

/** Whose time a phone tells; a `TestApp` has one of its own. */
export interface TimeSource {
  readonly clock: { millis(): number };
  advance(ms: number): Promise<void>;
}

/** For processes of their own: there time passes by itself. */
export const REAL_TIME: TimeSource = { clock: { millis: () => Date.now() }, advance: (ms) => sleep(ms) };

/** Somebody's phone: an implementation that shares nothing with ours. */
export class Authenticator {
  constructor(
    private readonly app: TimeSource,
    readonly secret: string,
  ) {}

  /** What it shows now. */
  code(): string {
    return speakeasy.totp({ secret: this.secret, encoding: 'base32', time: Math.floor(this.app.clock.millis() / 1000) });
  }

  /** What it shows once the present code, which may be used, is over. */
  async nextCode(): Promise<string> {
    await this.app.advance(STEP_MS);
    return this.code();
  }
}

/** Six digits that are not what the phone shows now, a step before, or a step after. */
export const WRONG_CODE = '000000';

export interface ProtectedPerson extends Person {
  readonly phone: Authenticator;
  readonly backupCodes: readonly string[];
  /** The session on which the second factor was turned on. */
  readonly session: BearerSession;
}

/** A verified user with a second factor, set up over HTTP. */
export async function aProtectedUser(app: Meeting & TimeSource, more: object = {}): Promise<ProtectedPerson> {
  const person = await aUser(app, { ...more });
  return { ...person, ...(await protect(app, person)) };
}

/** @param proof what staff gives besides */
export async function protect(app: Meeting & TimeSource, person: Person, proof: object = {}): Promise<Omit<ProtectedPerson, keyof Person>> {
  const session = await signInBearer(app, person);
  const setup = await app.client().post('/api/auth/2fa/setup/', proof, session.bearer);
  if (setup.status !== 200) throw new Error(`setup: ${setup.text}`);
  const phone = new Authenticator(app, setup.body.secret);
  const enabled = await app.client().post('/api/auth/2fa/enable/', { code: phone.code() }, session.bearer);
  if (enabled.status !== 200) throw new Error(`enable: ${enabled.text}`);
  const bearer = { authorization: `Bearer ${enabled.body.tokens.access}` };
  return { phone, backupCodes: enabled.body.backup_codes, session: { ...session, ...enabled.body.tokens, bearer } };
}

/** The first step of a bearer sign-in: gives the token of the pending one. */
export async function pendingSignIn(app: Pick<Meeting, 'client'>, { email, password }: Person, more: object = {}): Promise<string> {
  const answer = await app.client().post('/api/auth/login/', { email, password, transport: 'bearer', ...more });
  if (!answer.body.requires_2fa) throw new Error(`login: ${answer.text}`);
  return answer.body.session_token;
}

export function verifyLogin(app: Pick<Meeting, 'client'>, session_token: string, code: string, more: object = {}): Promise<Answer> {
  return app.client().post('/api/auth/2fa/verify-login/', { session_token, code, ...more });
}

export interface PendingBrowser {
  readonly browser: HttpClient;
  readonly session_token: string;
}

/** The first step of a sign-in on cookies. */
export async function pendingInBrowser(app: TestApp, { email, password }: Person, browser = app.client()): Promise<PendingBrowser> {
  const answer = await browser.post('/api/auth/login/', { email, password });
  if (!answer.body.requires_2fa) throw new Error(`login: ${answer.text}`);
  return { browser, session_token: answer.body.session_token };
}

/** Both steps of a bearer sign-in; `step` goes with the second. */
export async function signInWithBoth(
  app: TestApp,
  person: Omit<ProtectedPerson, 'session'> & Partial<ProtectedPerson>,
  first: { readonly device_token?: string; readonly [field: string]: unknown } = {},
  step: object = {},
): Promise<BearerSession> {
  const session_token = await pendingSignIn(app, person, first);
  const answer = await verifyLogin(app, session_token, await person.phone.nextCode(), { device_token: first.device_token, ...step });
  if (answer.status !== 200) throw new Error(`verify-login: ${answer.text}`);
  return bearerSession(answer);
}

/** What a device that keeps its token shows: each completed sign-in on it gives another. */
export class KeptDeviceTokens {
  private readonly kept = new Map<string, string>();

  /** @param first what the device was given once */
  of(first: string): string {
    return this.kept.get(first) ?? first;
  }

  keep(first: string, { body }: Answer): void {
    if (typeof body.device_token === 'string') this.kept.set(first, body.device_token);
  }
}

/** A device that does without the second factor from now on: its token. */
export async function aTrustedDevice(app: TestApp, person: ProtectedPerson): Promise<string> {
  return (await signInWithBoth(app, person, {}, { trust_device: true })).deviceToken;
}

/** `uid` and `token` of the newest mailed link to this page. */
export async function linkTo(
  app: TestApp,
  email: string,
  page: string,
  known: readonly string[] = [],
): Promise<{ uid: string; token: string }> {
  const links = await eventually(
    async () => (await app.get(DevInbox).list(email)).flatMap((mail) => mail.links.filter((link) => link.includes(`/${page}?`))),
    ([newest]) => newest !== undefined && !known.includes(new URL(newest).searchParams.get('token')!),
  );
  const query = new URL(links[0]!).searchParams;
  return { uid: query.get('uid')!, token: query.get('token')! };
}

export async function idOf(app: TestApp, { email }: Person): Promise<string> {
  const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
  return user!.id;
}

/** The user's live sessions. */
export async function sessionsOf(app: Pick<TestApp, 'sql'>, person: Person): Promise<number> {
  const [row] = await app.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 AND s.ended_at IS NULL',
    [person.email],
  );
  return row!.count;
}

/** How many answers there are of each `code`; those that succeeded are under `ok`. */
export function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const name = status === 200 ? 'ok' : String(body.code);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** One after the other: five parallel tries of a password are all that its budget has room for. */
export async function pendingSignIns(app: Pick<Meeting, 'client'>, person: Person, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  while (tokens.length < count) tokens.push(await pendingSignIn(app, person));
  return tokens;
}
