import { AccountCreation, AccountStatus, localOperator, PASSWORD, SessionRefresh, SignIn, TOTP, UserDirectory } from '@castellan/accounts';
import type { SignedIn, SignInResult, User } from '@castellan/accounts';
import { LOCAL_CONTEXT } from '@castellan/log';
import { Permissions } from '@castellan/permissions';
import { RECENT_AUTH_MS } from '@castellan/access';
import { randomBytes } from 'node:crypto';
import type { ModuleRef } from '@nestjs/core';
import type { ActingOptions, NewActor } from './acting-options.js';
import { demandActing } from './demand-acting.js';
import { secondFactorOf } from './second-factor.js';
import type { TestClock } from './test-clock.js';
import { refuseProduction } from './production.js';

/** Somebody signed in, who is what the rest of Castellan takes them for: a user with a session of their own. */
export interface Actor {
  readonly user: User;
  /** For each request of theirs. */
  readonly headers: { readonly authorization: string };
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Null for a user whom the kit did not make. */
  readonly password: string | null;
  /** What their authenticator shows now. @throws Error without one */
  totp(): string;
}

const SOMEWHERE = { ip: '127.0.0.1', userAgent: 'castellan/testing', traceId: 'castellan-testing' };
/** Neither a minute's work nor a slow machine makes it recent. */
const NOT_RECENT_MS = RECENT_AUTH_MS + 60_000;

export async function actor(services: ModuleRef, clock: TestClock, options: ActingOptions): Promise<Actor> {
  refuseProduction();
  demandActing(options);
  const { user, password } = await standing(services, options);
  const authenticator = options.aal === 2 ? await secondFactorOf(services, clock, user) : null;
  const session = await signedIn(services, clock, user, options);
  return {
    user: session.user,
    headers: { authorization: `Bearer ${session.tokens.access}` },
    sessionId: session.session.id,
    accessToken: session.tokens.access,
    refreshToken: session.tokens.refresh,
    password,
    totp: () => (authenticator ?? noAuthenticator)(),
  };
}

/** The user, with what they may do. */
async function standing(services: ModuleRef, { user, permissions = [], staff, superuser }: ActingOptions) {
  const known = typeof user === 'string' ? { user: await find(services, user), password: null } : await made(services, user);
  const { id } = known.user;
  const [operator, status] = [localOperator(), services.get(AccountStatus, { strict: false })];
  if (staff !== undefined) await status.setStaff(operator, id, staff);
  if (superuser !== undefined) await status.setSuperuser(operator, id, superuser);
  await services.get(Permissions, { strict: false }).grantToUser(id, permissions, LOCAL_CONTEXT);
  return { ...known, user: await find(services, id) };
}

async function made(services: ModuleRef, { email, ...named }: NewActor = {}): Promise<{ user: User; password: string }> {
  const password = `${randomBytes(12).toString('base64url')} of a test`;
  const account = { email: email ?? `${randomBytes(6).toString('hex')}@castellan.example`, password, ...named };
  const creation = services.get(AccountCreation, { strict: false });
  return { user: await creation.createUser(localOperator(), account, { isVerified: true }), password };
}

async function find(services: ModuleRef, id: string): Promise<User> {
  const user = await services.get(UserDirectory, { strict: false }).find(id);
  if (!user) throw new Error(`There is no user ${id} to act as.`);
  return user;
}

/** Through the one door; what is not recent is renewed since, as a client would. */
async function signedIn(services: ModuleRef, clock: TestClock, user: User, { aal = 1, recent = true }: ActingOptions): Promise<SignedIn> {
  const factors = { first: PASSWORD, second: aal === 2 ? TOTP : null };
  const context = { ...SOMEWHERE, transport: 'bearer', deviceToken: null } as const;
  const signIn = () => services.get(SignIn, { strict: false }).complete(user, factors, context);
  if (recent) return complete(await signIn());
  const then = complete(await clock.before(NOT_RECENT_MS, signIn));
  const tokens = await services.get(SessionRefresh, { strict: false }).refresh(then.tokens.refresh, 'bearer', SOMEWHERE);
  return { ...then, tokens };
}

function complete(result: SignInResult): SignedIn {
  if (result.status === 'signed_in') return result;
  throw new Error('This user has a second factor: act with aal: 2.');
}

function noAuthenticator(): never {
  throw new Error('This actor has no authenticator: act with aal: 2.');
}
