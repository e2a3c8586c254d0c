import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';
import { secondFactorMethods } from '../factors/factor.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { TOTP } from './second.factors.js';
import { StaffMailProof } from './staff-mail-proof.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

/** What an authenticator is set up with. Only its owner sees it. */
export interface TwoFactorSetup {
  readonly secret: string;
  readonly otpauthUri: string;
  /** `data:image/png;base64,…` */
  readonly qrCode: string;
  readonly expiresInMs: number;
}

/** The second factor is on. The codes are in no later answer. */
export interface EnabledTwoFactor {
  readonly backupCodes: readonly string[];
  readonly renewed: RenewedSession;
}

const WRONG = { code: ['The code is wrong or has expired. A set-up older than ten minutes must be begun again.'] };

/** A signed-in user sets up their authenticator. */
@Injectable()
export class TwoFactorEnrolment {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: OwnSessions,
    private readonly live: LiveCaller,
    private readonly changes: TwoFactorChanges,
    private readonly mail: StaffMailProof,
    private readonly events: AccountEvents,
  ) {}

  /**
   * A newer set-up replaces an unfinished one.
   * @param mailedCode asked for from staff
   * @throws AlreadyEnabled, ValidationFailed under `otp_code`
   */
  async setUp(caller: Caller, mailedCode: string | null, context: RequestContext): Promise<TwoFactorSetup> {
    const { userId, sessionId } = caller;
    await this.mail.demand(caller, mailedCode, context);
    const { email, secret } = await this.live.change(caller, async (user) => {
      const made = await this.twoFactor.generateSecretKey(userId);
      await this.events.record({ event: 'twofactor_setup', status: 'success', userId, sessionId, context });
      return { email: user.email, secret: made };
    });
    const otpauthUri = this.twoFactor.provisioningUri(email, secret);
    return { secret, otpauthUri, qrCode: await this.twoFactor.userQr(email, secret), expiresInMs: this.twoFactor.setupTtlMs };
  }

  /** The authenticator's first code turns it on, and makes this session one of assurance level 2. @throws ValidationFailed, AlreadyEnabled */
  async enable(caller: Caller, code: string, context: RequestContext): Promise<EnabledTwoFactor> {
    const user = await this.find(caller.userId);
    const enabled: { renewed?: RenewedSession } = {};
    const raise = async (): Promise<void> => {
      await this.changes.made('two-factor-enabled', user, caller.sessionId, context);
      enabled.renewed = await this.sessions.raise(caller.sessionId, user.tokenVersion, secondFactorMethods(TOTP));
    };
    const hold = () => this.live.hold(caller, user);
    const backupCodes = await this.twoFactor.enable(user.id, code, raise, hold);
    if (backupCodes && enabled.renewed) return { backupCodes, renewed: enabled.renewed };
    const { userId, sessionId } = caller;
    await this.events.record({ event: 'twofactor_enabled', status: 'failure', reason: 'wrong_code', userId, sessionId, context });
    throw new ValidationFailed({ errors: WRONG });
  }

  private async find(userId: string): Promise<User> {
    const user = await this.users.find(userId);
    if (!user) throw new TokenInvalid();
    return user;
  }
}
