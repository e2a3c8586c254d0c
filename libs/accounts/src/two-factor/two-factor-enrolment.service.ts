import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { AlreadyEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';
import { secondFactorMethods } from '../factors/factor.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { FactorBinding } from './factor-binding.service.js';
import { TOTP } from './second.factors.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

/** What an authenticator is set up with. Only its owner sees it. */
export interface TwoFactorSetup {
  readonly secret: string;
  readonly otpauthUri: string;
  /** `data:image/png;base64,…` */
  readonly qrCode: string;
  readonly expiresInMs: number;
}

/** Two-step sign-in is on, by the authenticator too. The codes are in no later answer. */
export interface EnabledTwoFactor {
  /** None where it was on already, by another second factor. */
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
    private readonly binding: FactorBinding,
    private readonly events: AccountEvents,
  ) {}

  /**
   * A newer set-up replaces an unfinished one.
   * @param mailedCode asked for from staff
   * @throws AlreadyEnabled, which spends no code; TwoFactorRequired, ValidationFailed under `otp_code`
   */
  async setUp(caller: Caller, mailedCode: string | null, context: RequestContext): Promise<TwoFactorSetup> {
    const { userId, sessionId } = caller;
    if (await this.twoFactor.hasTotp(userId)) throw new AlreadyEnabled();
    await this.binding.demand(caller, mailedCode, 'twofactor_setup', context);
    const { email, secret } = await this.live.change(caller, async (user) => {
      await this.binding.demandBeside(caller);
      const made = await this.twoFactor.generateSecretKey(userId);
      await this.events.record({ event: 'twofactor_setup', status: 'success', userId, sessionId, context });
      return { email: user.email, secret: made };
    });
    const otpauthUri = this.twoFactor.provisioningUri(email, secret);
    return { secret, otpauthUri, qrCode: await this.twoFactor.userQr(email, secret), expiresInMs: this.twoFactor.setupTtlMs };
  }

  /**
   * The authenticator's first code makes it a second factor, turns two-step sign-in on, and makes this session one of assurance level 2.
   * @throws ValidationFailed, AlreadyEnabled; TwoFactorRequired where it is on, and this session has proven no second factor
   */
  async enable(caller: Caller, code: string, context: RequestContext): Promise<EnabledTwoFactor> {
    const user = await this.find(caller.userId);
    const enabled: { wasOn?: boolean; renewed?: RenewedSession } = {};
    const hold = async (): Promise<void> => {
      await this.live.hold(caller, user);
      enabled.wasOn = await this.binding.demandBeside(caller);
    };
    const raise = async (): Promise<void> => {
      await this.changes.made(enabled.wasOn ? 'authenticator-added' : 'two-factor-enabled', user, caller.sessionId, context);
      enabled.renewed = await this.sessions.raise(caller.sessionId, user.tokenVersion, secondFactorMethods(TOTP));
    };
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
