import { DomainError } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { isSecondFactorCode, TwoFactor } from '@castellan/twofactor';
import { Inject, Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ChallengeExpired, InvalidCode, InvalidCredentials } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { PasswordProof } from '../sign-in/password-proof.service.js';
import { PendingCodes, refusalReason } from '../sign-in/pending-codes.service.js';
import type { PendingCode } from '../sign-in/pending-codes.service.js';
import { refusalOf } from '../sign-in/refusal.js';
import type { Refusal } from '../sign-in/refusal.js';
import type { User, UserName } from '../users/user.types.js';
import { PanelSessions } from './panel-sessions.service.js';
import { PanelSteps } from './panel-steps.service.js';

/** The password was right: what comes next, and the token of the sign-in that waits for it. */
export interface PanelStep {
  readonly next: 'code' | 'set_up';
  readonly token: string;
}

/** From where an operator signs in. */
export interface PanelContext extends RequestContext {
  /** The device cookie of the API, where the browser sends it: its owner has a failure budget of their own. It never waives the code. */
  readonly deviceToken: string | null;
}

/**
 * How operators come into the panel: password, then always a second factor, which whoever has none sets up on the way. It asks what the
 * API's door asks, spends the same failure budgets, and lets in active staff only. A trusted device is not enough (contract §2).
 */
@Injectable()
export class PanelSignIn {
  constructor(
    private readonly proof: PasswordProof,
    private readonly steps: PanelSteps,
    private readonly codes: PendingCodes,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: PanelSessions,
    private readonly events: AccountEvents,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /**
   * Who is no staff hears what a wrong password hears.
   * @throws InvalidCredentials, EmailUnverified, PasswordResetRequired, Unavailable
   */
  async begin(name: UserName, password: string, { deviceToken, ...context }: PanelContext): Promise<PanelStep> {
    const user = await this.proof.prove(name, password, { ...context, deviceToken, event: 'panel_login' });
    const refusal = this.refusalOf(user);
    if (refusal) throw await this.refused(user, refusal, context);
    await this.proof.upgradeHash(user, password);
    const next = (await this.twoFactor.isEnabled(user.id)) ? 'code' : 'set_up';
    return { next, token: await this.steps.begin(user, deviceToken) };
  }

  /**
   * The authenticator's code, or a backup code. Gives the session's token.
   * @throws InvalidCode, ChallengeExpired when the sign-in must begin again, Throttled after ten failures, ConfirmationRequired after twenty from
   *   new devices, Unavailable
   */
  async finish(token: string, code: string, context: RequestContext): Promise<string> {
    if (!isSecondFactorCode(code)) throw new InvalidCode(); // no guess
    const user = await this.steps.look(token, context);
    const turn = await this.steps.inTurn(token, user, context, (pending) => this.attempt(token, { pending, user, code }, context));
    if (turn.kind === 'done') return turn.value;
    const reason = await this.codes.wrong(user, turn.isLast, context);
    throw await this.refused(user, { error: new InvalidCode(), reason }, context);
  }

  /** Null for a wrong code. */
  private async attempt(token: string, typed: Omit<PendingCode, 'key'>, context: RequestContext): Promise<string | null> {
    const { user } = typed;
    const proven = this.codes.prove({ ...typed, key: this.steps.keyOf(token) }, context);
    const second = await proven.catch((error: unknown) => this.notLookedAt(error, user, context));
    if (!second) return null;
    if (!(await this.steps.take(token))) throw new ChallengeExpired();
    const session = await this.sessions.open(user, second, context);
    if (session === null) throw await this.refused(user, { error: new ChallengeExpired(), reason: 'account_changed' }, context);
    return session;
  }

  private refusalOf(user: User): Refusal | null {
    const refusal = refusalOf(user, 'password', this.options);
    if (refusal) return refusal;
    if (user.isStaff && user.closedAt === null) return null;
    return { error: new InvalidCredentials(), reason: user.isStaff ? 'account_closed' : 'not_staff' };
  }

  private async notLookedAt(error: unknown, user: User, context: RequestContext): Promise<never> {
    const reason = refusalReason(error);
    throw reason !== null && error instanceof DomainError ? await this.refused(user, { error, reason }, context) : error;
  }

  private async refused<E extends Error>(
    { id: userId, email: identifier }: User,
    { error, reason }: { readonly error: E; readonly reason: string },
    context: RequestContext,
  ): Promise<E> {
    await this.events.record({ event: 'panel_login', status: 'failure', reason, userId, identifier, context });
    return error;
  }
}
