import type { Transport } from '@castellan/access';
import type { DomainError, RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { KnownDevices } from '../devices/known-devices.service.js';
import { ChallengeExpired } from '../errors.js';
import type { Answers } from '../factors/factor-proof.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { PendingCodes, refusalReason } from './pending-codes.service.js';
import type { PendingCode } from './pending-codes.service.js';
import { PendingSignIns } from './pending-sign-ins.service.js';
import type { PendingSignIn } from './pending-sign-ins.service.js';
import { SecondFactorDemand } from './second-factor-demand.service.js';
import { SignIn } from './sign-in.service.js';
import type { SignedIn } from '../sessions/sign-in.types.js';

/** What a client gives to finish a sign-in. */
export interface SecondStep {
  readonly sessionToken: string;
  /** A code of the authenticator or a backup code, or what another `SecondFactorProof` reads. */
  readonly answers: Answers;
  readonly trustDevice: boolean;
  /** The device tokens that the client shows, by cookie and in the body. A sign-in is finished only by the device that began it. */
  readonly device: Readonly<Record<Transport, string | null>>;
}

/** Finishes a sign-in that waits for its second factor, through the one door. */
@Injectable()
export class SecondFactorSignIn {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly users: UsersRepository,
    private readonly devices: KnownDevices,
    private readonly demand: SecondFactorDemand,
    private readonly codes: PendingCodes,
    private readonly door: SignIn,
    private readonly events: AccountEvents,
  ) {}

  /**
   * A wrong, expired and replayed code get one answer.
   * @throws InvalidCode or what another factor's wrong answer gets, ChallengeExpired when the sign-in must begin again, Throttled after ten failures, ConfirmationRequired after twenty
   *   from new devices, Unavailable, and what the door throws
   */
  async finish(step: SecondStep, context: RequestContext): Promise<SignedIn> {
    const { pending, user } = await this.waiting(step, context);
    const turn = await this.pending.inTurn(step.sessionToken, (waiting) => this.attempt(step, waiting, user, context));
    if (turn.kind === 'over') throw await this.expired(pending, context);
    if (turn.kind === 'wrong') throw await this.wrong({ user, answers: step.answers }, turn.isLast, context);
    return turn.value;
  }

  /** What finishes the sign-in that waits there, without spending a try. @throws ChallengeExpired, Unavailable */
  async methods(step: Pick<SecondStep, 'sessionToken' | 'device'>, context: RequestContext): Promise<readonly string[]> {
    const { pending, user } = await this.waiting(step, context);
    return this.demand.methodsOf(user, pending);
  }

  /** Whose sign-in waits there, without spending a try. @throws ChallengeExpired, Unavailable */
  async waiting(
    { sessionToken, device }: Pick<SecondStep, 'sessionToken' | 'device'>,
    context: RequestContext,
  ): Promise<{ readonly pending: PendingSignIn; readonly user: User }> {
    const pending = await this.pending.find(sessionToken);
    if (!pending || !this.isHeldBy(pending, device)) throw await this.expired(pending, context);
    const user = await this.users.find(pending.userId);
    if (user && (await this.demand.isStillOf(user, pending))) return { pending, user };
    await this.pending.discard(sessionToken);
    throw await this.expired(pending, context);
  }

  /** Somebody else's pending sign-in, planted in a browser or an app, signs nobody in there (login CSRF, session swap). */
  private isHeldBy({ userId, transport, deviceToken }: PendingSignIn, shown: SecondStep['device']): boolean {
    return this.devices.isSame(userId, deviceToken, shown[transport]);
  }

  /** Null for a wrong answer. */
  private async attempt(step: SecondStep, pending: PendingSignIn, user: User, context: RequestContext): Promise<SignedIn | null> {
    const { first, transport } = pending;
    const deviceToken = step.device[transport];
    const key = this.pending.keyOf(step.sessionToken);
    const tried = { purpose: 'second_factor', key, pending: { ...pending, deviceToken }, user, answers: step.answers } as const;
    const second = await this.codes.prove(tried, context).catch((error: unknown) => this.refused(error, user, context));
    if (!second) return null;
    if (!(await this.pending.take(step.sessionToken))) throw await this.expired(pending, context);
    const result = await this.door.complete(user, { first, second }, { ...context, transport, deviceToken, trustDevice: step.trustDevice });
    if (result.status !== 'signed_in') throw new ChallengeExpired(); // a second factor was proven: the door asks for no other
    return result;
  }

  private async refused(error: unknown, { id: userId, email: identifier }: User, context: RequestContext): Promise<never> {
    const reason = refusalReason(error);
    if (reason !== null) await this.events.record({ event: 'twofactor', status: 'failure', reason, userId, identifier, context });
    throw error;
  }

  private async wrong(tried: Pick<PendingCode, 'user' | 'answers'>, isLast: boolean, context: RequestContext): Promise<DomainError> {
    const { reason, error } = await this.codes.wrong(tried, isLast, context);
    const { id: userId, email: identifier } = tried.user;
    await this.events.record({ event: 'twofactor', status: 'failure', reason, userId, identifier, context });
    return error;
  }

  private async expired(pending: PendingSignIn | null, context: RequestContext): Promise<ChallengeExpired> {
    const userId = pending?.userId ?? null;
    await this.events.record({ event: 'twofactor', status: 'failure', reason: 'challenge_expired', userId, context });
    return new ChallengeExpired();
  }
}
