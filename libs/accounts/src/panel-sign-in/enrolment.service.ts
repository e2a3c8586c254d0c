import { AlreadyEnabled, isTotpCode, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ChallengeExpired, InvalidCode, InvalidLink } from '../errors.js';
import { TwoFactorChanges } from '../two-factor/two-factor-changes.service.js';
import type { User } from '../users/user.types.js';
import { PanelArrival } from './arrival.service.js';
import type { ArrivedOperator } from './arrival.service.js';
import { PanelEnrolmentLink } from './enrolment-link.service.js';
import { PanelPassword } from './password.service.js';
import type { PanelContext } from './password.service.js';
import { PanelChallenges } from './challenges.service.js';

/** A link to the set-up, as it was mailed. @internal */
export interface EnrolmentLink {
  readonly uid: string;
  readonly token: string;
}

/** What an authenticator is set up with; for the page that shows it, once. @internal */
export interface PanelSetUp {
  /** Of the set-up that waits for the first code. */
  readonly step: string;
  readonly secret: string;
  /** `data:image/png;base64,…` */
  readonly qrCode: string;
}

/** The second factor is on and its owner is in. The codes are in no later answer. */
export interface PanelEnrolled extends ArrivedOperator {
  readonly backupCodes: readonly string[];
}

/** Staff without a second factor sets one up with the mailed link and the password: neither binds an authenticator alone. @internal */
@Injectable()
export class PanelEnrolment {
  constructor(
    private readonly link: PanelEnrolmentLink,
    private readonly password: PanelPassword,
    private readonly challenges: PanelChallenges,
    private readonly twoFactor: TwoFactor,
    private readonly changes: TwoFactorChanges,
    private readonly arrival: PanelArrival,
    private readonly events: AccountEvents,
  ) {}

  /** The address of who holds the link, for the page that asks for the password. Changes nothing. @throws InvalidLink */
  async emailOf(link: EnrolmentLink): Promise<string> {
    return (await this.ownerOf(link)).email;
  }

  /**
   * A newer set-up replaces an unfinished one; the link stays good until the second factor is on.
   * @throws InvalidLink, AlreadyEnabled: then a code is asked for, InvalidCredentials, Unavailable
   */
  async setUp(link: EnrolmentLink, password: string, context: PanelContext): Promise<PanelSetUp> {
    const { email } = await this.ownerOf(link);
    const user = await this.password.prove({ email }, password, context);
    if (user.id !== link.uid) throw new InvalidLink(); // the address went to somebody else this very moment
    await this.demandNone(user.id);
    const secret = await this.twoFactor.generateSecretKey(user.id);
    await this.events.record({ event: 'twofactor_setup', status: 'success', userId: user.id, identifier: email, context });
    return { step: await this.challenges.begin(user, context.deviceToken), secret, qrCode: await this.twoFactor.userQr(email, secret) };
  }

  /**
   * The authenticator's first code turns it on, spends the link and opens the panel, in one transaction.
   * @throws InvalidLink, InvalidCode, ChallengeExpired, AlreadyEnabled
   */
  async enable(step: string, link: EnrolmentLink, code: string, context: PanelContext): Promise<PanelEnrolled> {
    if (!isTotpCode(code)) throw new InvalidCode(); // no guess
    const user = await this.challenges.look(step, context);
    if (user.id !== link.uid) throw new InvalidLink();
    const turn = await this.challenges.inTurn(step, user, context, () => this.attempt(step, user, { ...link, code }, context));
    if (turn.kind === 'done') return turn.value;
    const failure = { event: 'twofactor_enabled', status: 'failure', reason: 'wrong_code' } as const;
    await this.events.record({ ...failure, userId: user.id, identifier: user.email, context });
    throw new InvalidCode();
  }

  /** Null for a wrong code: then the link is as good as before. */
  private async attempt(
    step: string,
    user: User,
    { token, code }: EnrolmentLink & { readonly code: string },
    context: PanelContext,
  ): Promise<PanelEnrolled | null> {
    const opened: { arrived?: ArrivedOperator } = {};
    const spendLink = async (): Promise<void> => {
      if (!(await this.link.consume(user.id, token))) throw new InvalidLink();
      await this.demandNone(user.id);
    };
    const arrive = async (): Promise<void> => {
      await this.changes.made('two-factor-enabled', user, null, context);
      const arrived = await this.arrival.enrolled(user, context);
      if (arrived === null || !(await this.challenges.take(step))) throw new ChallengeExpired();
      opened.arrived = arrived;
    };
    const backupCodes = await this.twoFactor.enable(user.id, code, arrive, spendLink);
    return backupCodes && opened.arrived !== undefined ? { backupCodes, ...opened.arrived } : null;
  }

  /** Beside a second factor that is on, none is bound by mail and password. @throws AlreadyEnabled */
  private async demandNone(userId: string): Promise<void> {
    if (await this.twoFactor.isEnabled(userId)) throw new AlreadyEnabled();
  }

  private async ownerOf({ uid, token }: EnrolmentLink): Promise<User> {
    const owner = await this.link.ownerOf(uid, token);
    if (!owner) throw new InvalidLink();
    return owner;
  }
}
