import { Throttled } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { KeptAddresses } from '../links/kept-addresses.js';
import type { User } from '../users/user.types.js';
import { CodeLanes } from '../otp/code-lanes.service.js';
import type { CodeLane } from '../otp/code-lanes.service.js';
import { OtpDelivery } from '../otp/otp-delivery.service.js';
import type { OtpIdentifier } from '../users/otp-identifier.js';
import { OtpSources } from './otp-sources.js';

/** What somebody asks for. */
export interface OtpAsked {
  readonly identifier: OtpIdentifier;
  readonly sourceUrl: string | null;
  /** The device token that the client shows, in its body or as a cookie: known devices have requests of their own. */
  readonly deviceToken: string | null;
}

/**
 * Sends a one-time code to sign in with. Known, unknown and disabled identifiers get one answer for the same work: a code is made and
 * counted for each, and goes out only to whom it may serve.
 */
@Injectable()
export class OtpRequest {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly lanes: CodeLanes,
    private readonly delivery: OtpDelivery,
    private readonly sources: OtpSources,
    private readonly kept: KeptAddresses,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws Throttled by what was asked for this identifier alone, ValidationFailed where no SMS are sent, Unavailable */
  async request({ identifier, sourceUrl, deviceToken }: OtpAsked, context: RequestContext): Promise<void> {
    this.delivery.demandChannel(identifier.channel, 'identifier');
    const user = await this.lanes.ownerOf(identifier);
    const lane = (await this.lanes.isKnown(identifier, deviceToken)) ? 'sign_in_known_device' : 'sign_in';
    try {
      await this.transaction.run(() => this.issue(identifier, lane, user, context));
      await this.sources.remember(identifier, lane, sourceUrl);
    } catch (error) {
      if (error instanceof Throttled) await this.record(identifier, user, 'throttled', context);
      throw error;
    }
  }

  private async issue(identifier: OtpIdentifier, lane: CodeLane, user: User | null, context: RequestContext): Promise<void> {
    const { code } = await this.codes.requestOtp({ identifier: identifier.value, purpose: lane });
    const refusal =
      (await this.refusalOf(identifier, user)) ?? (await this.delivery.send(identifier, code, context, { byStranger: lane === 'sign_in' }));
    await this.record(identifier, user, refusal, context);
  }

  private async record({ value }: OtpIdentifier, user: User | null, refusal: string | null, context: RequestContext): Promise<void> {
    const outcome = refusal ? ({ status: 'failure', reason: refusal } as const) : ({ status: 'success' } as const);
    await this.events.record({ event: 'otp_requested', ...outcome, userId: user?.id ?? null, identifier: value, context });
  }

  /** An unknown address may become a user by its first code, unless an account was moved away from it; an unknown number may not. */
  private async refusalOf({ channel, value }: OtpIdentifier, user: User | null): Promise<string | null> {
    if (user && !user.isActive) return 'account_disabled';
    if (user?.isVerified || (user && channel === 'sms')) return null;
    if (channel === 'sms') return 'unknown_phone';
    return (await this.kept.includes(value)) ? 'address_kept' : null;
  }
}
