import { DomainError } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { isSecondFactorCode, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { ChallengeExpired, InvalidCode } from '../errors.js';
import { PendingCodes, refusalReason } from '../sign-in/pending-codes.service.js';
import type { PendingCode } from '../sign-in/pending-codes.service.js';
import type { Answers } from '../factors/factor-proof.js';
import type { User } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { PanelArrival } from './arrival.service.js';
import type { ArrivedOperator } from './arrival.service.js';
import { PanelEnrolmentLink } from './enrolment-link.service.js';
import { PanelPassword } from './password.service.js';
import type { PanelContext } from './password.service.js';
import { PanelRefusals } from './refusals.service.js';
import { PanelChallenges } from './challenges.service.js';

/**
 * The password was right: what comes next. A code is awaited under the token; who has no second factor was mailed a link to its set-up.
 * @internal
 */
export type PanelStep = { readonly next: 'code'; readonly token: string } | { readonly next: 'mail' };

/**
 * How operators come into the panel: password, then always a second factor, which whoever has none sets up by a mailed link. It asks what the
 * API's door asks, spends the same failure budgets, and lets in active staff only. A trusted device is not enough
 * (docs/reference/contract.md#panel).
 * @internal
 */
@Injectable()
export class PanelSignIn {
  constructor(
    private readonly password: PanelPassword,
    private readonly challenges: PanelChallenges,
    private readonly codes: PendingCodes,
    private readonly twoFactor: TwoFactor,
    private readonly link: PanelEnrolmentLink,
    private readonly arrival: PanelArrival,
    private readonly refusals: PanelRefusals,
  ) {}

  /** @throws InvalidCredentials, EmailUnverified, PasswordResetRequired, Unavailable */
  async begin(name: SignInName, password: string, context: PanelContext): Promise<PanelStep> {
    const user = await this.password.prove(name, password, context);
    if (await this.twoFactor.isEnabled(user.id)) return { next: 'code', token: await this.challenges.begin(user, context.deviceToken) };
    await this.link.mailAfterPassword(user, context);
    return { next: 'mail' };
  }

  /**
   * The authenticator's code, a backup code, or what another `SecondFactorProof` reads. Opens the panel.
   * @throws InvalidCode or what another factor's wrong answer gets, ChallengeExpired when the sign-in must begin again, Throttled after ten failures, ConfirmationRequired after twenty from
   *   new devices, Unavailable
   */
  async finish(token: string, answers: Answers, context: PanelContext): Promise<ArrivedOperator> {
    const { code } = answers;
    if (typeof code === 'string' && !isSecondFactorCode(code)) throw new InvalidCode(); // no guess
    const user = await this.challenges.look(token, context);
    const turn = await this.challenges.inTurn(token, user, context, (pending) => this.attempt(token, { pending, user, answers }, context));
    if (turn.kind === 'done') return turn.value;
    throw await this.refusals.of(user, await this.codes.wrong({ user, answers }, turn.isLast, context), context);
  }

  /** Null for a wrong answer. */
  private async attempt(
    token: string,
    tried: Omit<PendingCode, 'purpose' | 'key'>,
    context: PanelContext,
  ): Promise<ArrivedOperator | null> {
    const { user } = tried;
    const proven = this.codes.prove({ ...tried, purpose: 'panel', key: this.challenges.keyOf(token) }, context);
    const second = await proven.catch((error: unknown) => this.notLookedAt(error, user, context));
    if (!second) return null;
    if (!(await this.challenges.take(token))) throw new ChallengeExpired();
    const arrived = await this.arrival.signedIn(user, second, context);
    if (arrived === null) throw await this.refusals.of(user, { error: new ChallengeExpired(), reason: 'account_changed' }, context);
    return arrived;
  }

  private async notLookedAt(error: unknown, user: User, context: RequestContext): Promise<never> {
    const reason = refusalReason(error);
    throw reason !== null && error instanceof DomainError ? await this.refusals.of(user, { error, reason }, context) : error;
  }
}
