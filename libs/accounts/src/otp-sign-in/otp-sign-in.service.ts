import { DomainError, Unavailable } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidCode } from '../errors.js';
import { SignIn } from '../sign-in/sign-in.service.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';
import type { User } from '../users/user.types.js';
import { CodeHolders } from './code-holders.service.js';
import type { CodeHolder } from './code-holders.service.js';
import { CodeLanes } from '../otp/code-lanes.service.js';
import { EMAIL_OTP, SMS_OTP } from '../otp/otp.factors.js';
import type { OtpIdentifier } from '../users/otp-identifier.js';
import { OtpSources } from './otp-sources.js';

/** A one-time code as it is typed at a sign-in, and where the person came from. */
export interface OtpProof {
  readonly identifier: OtpIdentifier;
  readonly code: string;
  /** The device token that the client shows, in its body or as a cookie, whatever the transport of the session. */
  readonly deviceToken: string | null;
  /** Where the person came from, as the client says with the code. */
  readonly sourceUrl: string | null;
  /** The page that the browser names; counts when neither this nor the request of the code said it. */
  readonly referer: string | null;
}

/** What a right one-time code led to. */
export interface OtpOutcome {
  readonly result: SignInResult;
  /** Did the code make a new account? */
  readonly created: boolean;
}

/**
 * A one-time code as first factor. It is spent before anything else happens, and is of assurance level 1 whatever it travelled by: it is
 * never a second factor (NIST SP 800-63B §5.1.3.1 knows no e-mail as one).
 */
@Injectable()
export class OtpSignIn {
  constructor(
    private readonly lanes: CodeLanes,
    private readonly holders: CodeHolders,
    private readonly sources: OtpSources,
    private readonly door: SignIn,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
    private readonly bans: BanEnding,
  ) {}

  /** @throws InvalidCode for every refusal alike; ValidationFailed for what is no code, which costs no guess; Unavailable */
  async signIn({ identifier, code, deviceToken, ...from }: OtpProof, context: SignInContext): Promise<OtpOutcome> {
    const isKnown = await this.lanes.isKnown(identifier, deviceToken);
    const lane = await this.lanes.match(identifier.value, code, isKnown);
    if (!lane) throw await this.refused(identifier, null, 'wrong_code', context);
    const remembered = await this.sources.take(identifier, lane);
    const sourceUrl = from.sourceUrl ?? remembered ?? from.referer;
    const holder = await this.transaction.run(() => this.holders.welcome(identifier, sourceUrl, context)).catch(whenRefused);
    if (!holder) throw await this.refused(identifier, null, identifier.channel === 'sms' ? 'unknown_phone' : 'account_changed', context);
    await this.events.record({ event: 'otp_verified', status: 'success', userId: holder.user.id, identifier: identifier.value, context });
    return this.complete(identifier, holder, context);
  }

  /** The door's own refusals are told as any other: who holds the mailbox learns no more than who does not. */
  private async complete({ channel }: OtpIdentifier, { user, created }: CodeHolder, context: SignInContext): Promise<OtpOutcome> {
    const first = channel === 'email' ? EMAIL_OTP : SMS_OTP;
    try {
      return { result: await this.door.complete(await this.bans.now(user), { first, second: null }, context), created };
    } catch (error) {
      if (error instanceof DomainError && !(error instanceof Unavailable)) throw new InvalidCode();
      throw error;
    }
  }

  private async refused({ value }: OtpIdentifier, user: User | null, reason: string, context: SignInContext): Promise<InvalidCode> {
    await this.events.record({ event: 'otp_verified', status: 'failure', reason, userId: user?.id ?? null, identifier: value, context });
    return new InvalidCode();
  }
}

function whenRefused(error: unknown): null {
  if (error instanceof InvalidCode) return null;
  throw error;
}
