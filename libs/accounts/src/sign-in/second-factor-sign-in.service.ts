import type { RequestContext } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ChallengeExpired, InvalidCode } from '../errors.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { PendingCodes, refusalReason } from './pending-codes.service.js';
import { PendingSignIns } from './pending-sign-ins.service.js';
import type { PendingSignIn } from './pending-sign-ins.service.js';
import { SignIn } from './sign-in.service.js';
import type { SignedIn } from './sign-in.types.js';

/** What a client gives to finish a sign-in. */
export interface SecondStep {
  readonly sessionToken: string;
  /** Of the authenticator, or a backup code. */
  readonly code: string;
  readonly trustDevice: boolean;
  /** The device cookie of the browser that asks. A cookie sign-in is finished only by the browser that began it. */
  readonly deviceCookie: string | null;
}

/** Finishes a sign-in that waits for its second factor, through the one door. */
@Injectable()
export class SecondFactorSignIn {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly codes: PendingCodes,
    private readonly door: SignIn,
    private readonly events: AccountEvents,
  ) {}

  /**
   * A wrong, expired and replayed code get one answer.
   * @throws InvalidCode, ChallengeExpired when the sign-in must begin again, Throttled after ten failures, ConfirmationRequired after twenty
   *   from new devices, Unavailable, and what the door throws
   */
  async finish(step: SecondStep, context: RequestContext): Promise<SignedIn> {
    const { pending, user } = await this.open(step, context);
    const turn = await this.pending.inTurn(step.sessionToken, (waiting) => this.attempt(step, waiting, user, context));
    if (turn.kind === 'over') throw await this.expired(pending, context);
    if (turn.kind === 'wrong') throw await this.wrong(user, turn.isLast, context);
    return turn.value;
  }

  private async open({ sessionToken, deviceCookie }: SecondStep, context: RequestContext): Promise<{ pending: PendingSignIn; user: User }> {
    const pending = await this.pending.find(sessionToken);
    if (!pending || !isHeldBy(pending, deviceCookie)) throw await this.expired(pending, context);
    const user = await this.users.find(pending.userId);
    if (user?.isActive && user.tokenVersion === pending.version && (await this.twoFactor.isEnabled(user.id))) return { pending, user };
    await this.pending.discard(sessionToken);
    throw await this.expired(pending, context);
  }

  /** Null for a wrong code. */
  private async attempt(step: SecondStep, pending: PendingSignIn, user: User, context: RequestContext): Promise<SignedIn | null> {
    const proof = { key: this.pending.keyOf(step.sessionToken), pending, user, code: step.code };
    const second = await this.codes.prove(proof, context).catch((error: unknown) => this.refused(error, user, context));
    if (!second) return null;
    if (!(await this.pending.take(step.sessionToken))) throw await this.expired(pending, context);
    const { first, transport, deviceToken } = pending;
    const result = await this.door.complete(user, { first, second }, { ...context, transport, deviceToken, trustDevice: step.trustDevice });
    if (result.status !== 'signed_in') throw new ChallengeExpired(); // a second factor was proven: the door asks for no other
    return result;
  }

  private async refused(error: unknown, { id: userId, email: identifier }: User, context: RequestContext): Promise<never> {
    const reason = refusalReason(error);
    if (reason !== null) await this.events.record({ event: 'twofactor', status: 'failure', reason, userId, identifier, context });
    throw error;
  }

  private async wrong(user: User, isLast: boolean, context: RequestContext): Promise<InvalidCode> {
    const reason = await this.codes.wrong(user, isLast, context);
    await this.events.record({ event: 'twofactor', status: 'failure', reason, userId: user.id, identifier: user.email, context });
    return new InvalidCode();
  }

  private async expired(pending: PendingSignIn | null, context: RequestContext): Promise<ChallengeExpired> {
    const userId = pending?.userId ?? null;
    await this.events.record({ event: 'twofactor', status: 'failure', reason: 'challenge_expired', userId, context });
    return new ChallengeExpired();
  }
}

/** Somebody else's pending sign-in, planted in a browser, does not sign that browser in (login CSRF, session swap). */
function isHeldBy({ transport, deviceToken }: PendingSignIn, deviceCookie: string | null): boolean {
  return transport === 'bearer' || deviceToken === deviceCookie;
}
