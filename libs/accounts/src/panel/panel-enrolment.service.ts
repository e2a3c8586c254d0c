import type { RequestContext } from '@castellan/common';
import { isTotpCode, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ChallengeExpired, InvalidCode } from '../errors.js';
import type { User } from '../users/user.types.js';
import { TwoFactorChanges } from '../two-factor/two-factor-changes.service.js';
import { PanelSessions } from './panel-sessions.service.js';
import { PanelSteps } from './panel-steps.service.js';

/** What an authenticator is set up with; for the page that shows it, once. */
export interface PanelSetUp {
  readonly secret: string;
  /** `data:image/png;base64,…` */
  readonly qrCode: string;
}

/** The second factor is on and its owner is in. The codes are in no later answer. */
export interface PanelEnrolled {
  readonly backupCodes: readonly string[];
  readonly session: string;
}

/** Staff without a second factor sets one up between the password and the panel; nothing else is open to them there. */
@Injectable()
export class PanelEnrolment {
  constructor(
    private readonly steps: PanelSteps,
    private readonly twoFactor: TwoFactor,
    private readonly changes: TwoFactorChanges,
    private readonly sessions: PanelSessions,
    private readonly events: AccountEvents,
  ) {}

  /** A newer set-up replaces an unfinished one. @throws ChallengeExpired, AlreadyEnabled: then a code is asked for */
  async setUp(token: string, context: RequestContext): Promise<PanelSetUp> {
    const { id: userId, email } = await this.steps.look(token, context);
    const secret = await this.twoFactor.generateSecretKey(userId);
    await this.events.record({ event: 'twofactor_setup', status: 'success', userId, identifier: email, context });
    return { secret, qrCode: await this.twoFactor.userQr(email, secret) };
  }

  /** The authenticator's first code turns it on and opens the panel, in one transaction. @throws InvalidCode, ChallengeExpired, AlreadyEnabled */
  async enable(token: string, code: string, context: RequestContext): Promise<PanelEnrolled> {
    if (!isTotpCode(code)) throw new InvalidCode(); // no guess
    const user = await this.steps.look(token, context);
    const turn = await this.steps.inTurn(token, user, context, () => this.attempt(token, user, code, context));
    if (turn.kind === 'done') return turn.value;
    const failure = { event: 'twofactor_enabled', status: 'failure', reason: 'wrong_code' } as const;
    await this.events.record({ ...failure, userId: user.id, identifier: user.email, context });
    throw new InvalidCode();
  }

  /** Null for a wrong code. */
  private async attempt(token: string, user: User, code: string, context: RequestContext): Promise<PanelEnrolled | null> {
    const opened: { session?: string } = {};
    const backupCodes = await this.twoFactor.enable(user.id, code, async () => {
      await this.changes.made('two-factor-enabled', user, null, context);
      const session = await this.sessions.open(user, 'totp', context);
      if (session === null || !(await this.steps.take(token))) throw new ChallengeExpired();
      opened.session = session;
    });
    return backupCodes && opened.session !== undefined ? { backupCodes, session: opened.session } : null;
  }
}
