import { SessionState, TokenExpired, TokenInvalid } from '@castellan/access';
import type { AccessClaims, Caller, Standing } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { CacheUse } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import type { Change } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { SignedInUser } from '../users/user.types.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { LiveCache } from './live-cache.js';
import { LiveSessionsRepository } from './live-sessions.repository.js';
import type { LiveSession, LiveState } from './live-sessions.repository.js';
import { isExpired, refusalOfLife } from './session-life.js';

/**
 * Says of every token whether its session lives, without a query in the steady state: what was read is remembered until the
 * revocation bus says it changed, and is used only while the bus is trusted (docs/reference/contract.md#sessions). Never fails open.
 */
@Injectable()
export class LiveSessions extends SessionState implements OnModuleInit, OnModuleDestroy {
  private readonly sessions = new LiveCache<LiveSession>();
  private readonly users = new LiveCache<SignedInUser>();
  private unsubscribe = () => {};

  constructor(
    private readonly repository: LiveSessionsRepository,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {
    super();
  }

  onModuleInit(): void {
    this.unsubscribe = this.bus.subscribe((change) => this.forget(change));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  check(claims: AccessClaims): Standing | Promise<Standing> {
    const known = this.remembered(claims.sid);
    if (known && !isExpired(known.session, this.clock.millis()) && !isBehind(known, claims)) return this.judge(claims, known);
    return this.checkFresh(claims);
  }

  override recall(claims: AccessClaims): Standing | null {
    const session = this.bus.trusted ? this.sessions.recall(claims.sid) : undefined;
    const user = session && this.users.recall(session.userId);
    if (!user || this.refusalOf(claims, { session, user })) return null;
    return this.standing({ session, user });
  }

  /** The user of a request that the guard let in, as of now. */
  userOf(caller: Pick<Caller, 'sessionId'>): SignedInUser | Promise<SignedInUser> {
    return this.remembered(caller.sessionId)?.user ?? this.readUserOf(caller);
  }

  /** What is known of a session without asking anyone; for decisions that the database confirms anyway. */
  sessionInMemory(sessionId: string): LiveSession | undefined {
    return this.sessions.get(sessionId);
  }

  /** Of what is remembered of sessions and users. @internal */
  get use(): { readonly sessions: CacheUse; readonly users: CacheUse } {
    return { sessions: this.sessions.use, users: this.users.use };
  }

  private remembered(sessionId: string): LiveState | null {
    if (!this.bus.trusted) return this.pass();
    const session = this.sessions.get(sessionId);
    const user = session && this.users.get(session.userId);
    return session && user ? { session, user } : null;
  }

  private pass(): null {
    this.sessions.pass();
    this.users.pass();
    return null;
  }

  private async readUserOf({ sessionId }: Pick<Caller, 'sessionId'>): Promise<SignedInUser> {
    const state = await this.read(sessionId);
    if (!state) throw new TokenInvalid();
    return state.user;
  }

  private async checkFresh(claims: AccessClaims): Promise<Standing> {
    const state = await this.read(claims.sid, claims.sub);
    if (!state) throw new TokenInvalid();
    return this.judge(claims, state);
  }

  private async read(sessionId: string, userId = ''): Promise<LiveState | null> {
    const mayRemember = this.bus.trusted;
    const session = this.sessions.begin(sessionId);
    const user = this.users.begin(userId);
    let state: LiveState | null = null;
    try {
      state = await this.repository.read(sessionId);
      return state;
    } finally {
      const worthIt = mayRemember && state?.user.id === userId ? state : null;
      this.sessions.settle(sessionId, session, worthIt?.session);
      this.users.settle(userId, user, worthIt?.user);
    }
  }

  private judge(claims: AccessClaims, state: LiveState): Standing {
    const refusal = this.refusalOf(claims, state);
    if (refusal) throw refusal;
    return this.standing(state);
  }

  private refusalOf(claims: AccessClaims, { session, user }: LiveState): Error | null {
    if (session.userId !== claims.sub) return new TokenInvalid();
    const over = refusalOfLife(session, user, this.clock.millis());
    if (over) return over;
    if (session.step !== claims.step) return new TokenExpired(); // replaced: whoever has the session's new tokens just refreshes
    return session.version === claims.ver ? null : new TokenInvalid();
  }

  private standing({ user }: LiveState): Standing {
    return new UserStanding(user, this.options.twoFactorPolicy);
  }

  private forget(change: Change): void {
    if (change.kind === 'session') this.sessions.invalidate(change.id);
    else if (change.kind === 'user') this.users.invalidate(change.id);
    else if (change.kind === 'everything') this.forgetAll();
  }

  private forgetAll(): void {
    this.sessions.clear();
    this.users.clear();
  }
}

/**
 * Has another node changed what is remembered, and this one not heard of it all yet? The token is newer, or session and user are of two
 * moments. Whoever just refreshed there must not hear here that their session is over; the database knows.
 */
function isBehind({ session, user }: LiveState, { ver, step }: AccessClaims): boolean {
  return step > session.step || ver > session.version || session.version !== user.tokenVersion;
}

class UserStanding implements Standing {
  constructor(
    private readonly user: SignedInUser,
    private readonly policy: AccountsOptions['twoFactorPolicy'],
  ) {}

  get mustEnrol(): boolean {
    if (this.user.twoFactorEnabled || this.policy === 'optional') return false;
    return this.policy === 'required' || this.user.isStaff || this.user.isSuperuser;
  }

  get isStaff(): boolean {
    return this.user.isStaff;
  }

  hasPermission(permission: string): boolean {
    return this.user.permissions.includes(permission);
  }
}
