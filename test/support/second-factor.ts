import speakeasy from 'speakeasy';
import type { Answer } from './http-client.js';
import { aUser, signInBearer } from './people.js';
import type { BearerSession, Person } from './people.js';
import type { TestApp } from './test-app.js';

const STEP_MS = 30_000;

/** Somebody's phone: an implementation that shares nothing with ours. */
export class Authenticator {
  constructor(
    private readonly app: TestApp,
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
export async function aProtectedUser(app: TestApp, more: object = {}): Promise<ProtectedPerson> {
  const person = await aUser(app, { ...more });
  return { ...person, ...(await protect(app, person)) };
}

export async function protect(app: TestApp, person: Person): Promise<Omit<ProtectedPerson, keyof Person>> {
  const session = await signInBearer(app, person);
  const setup = await app.client().post('/api/auth/2fa/setup/', {}, session.bearer);
  if (setup.status !== 200) throw new Error(`setup: ${setup.text}`);
  const phone = new Authenticator(app, setup.body.secret);
  const enabled = await app.client().post('/api/auth/2fa/enable/', { code: phone.code() }, session.bearer);
  if (enabled.status !== 200) throw new Error(`enable: ${enabled.text}`);
  const bearer = { authorization: `Bearer ${enabled.body.tokens.access}` };
  return { phone, backupCodes: enabled.body.backup_codes, session: { ...session, ...enabled.body.tokens, bearer } };
}

/** The first step of a bearer sign-in: gives the token of the pending one. */
export async function pendingSignIn(app: TestApp, { email, password }: Person, more: object = {}): Promise<string> {
  const answer = await app.client().post('/api/auth/login/', { email, password, transport: 'bearer', ...more });
  if (!answer.body.requires_2fa) throw new Error(`login: ${answer.text}`);
  return answer.body.session_token;
}

export function verifyLogin(app: TestApp, session_token: string, code: string, more: object = {}): Promise<Answer> {
  return app.client().post('/api/auth/2fa/verify-login/', { session_token, code, ...more });
}
