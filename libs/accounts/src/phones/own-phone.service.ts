import type { Caller } from '@castellan/access';
import { Throttled, ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { OneTimeCodes } from '@castellan/otp';
import type { OtpSubject } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import { OtpDelivery } from '../otp/otp-delivery.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { PendingPhones } from './pending-phones.js';
import { PhoneChanges } from './phone-changes.service.js';
import { PhoneRecords } from './phone-records.service.js';

const WRONG = { code: ['The code is wrong or has expired.'] };
/** Told to whoever has just proven that the number is theirs. */
const TAKEN = { phone: ['This number is in use by another account.'] };

/** A signed-in user proves a phone number, and takes it away again. One number a user, one user a number. */
@Injectable()
export class OwnPhone {
  constructor(
    private readonly changes: PhoneChanges,
    private readonly pending: PendingPhones,
    private readonly codes: OneTimeCodes,
    private readonly delivery: OtpDelivery,
    private readonly records: PhoneRecords,
    private readonly live: LiveCaller,
  ) {}

  /** Sends a code to the number, which is in E.164; the same for one that another account has. @throws Throttled, ValidationFailed where no SMS are sent, Unavailable */
  async request(caller: Caller, phone: string, context: RequestContext): Promise<void> {
    this.delivery.demandChannel('sms', 'phone');
    try {
      await this.live.change(caller, async (user) => {
        const { code } = await this.codes.requestOtp(subjectOf(caller, phone));
        await this.pending.put(user, phone);
        const refusal = await this.delivery.sendProof(phone, code, user.id, context);
        await this.records.requested(caller, phone, refusal, context);
      });
    } catch (error) {
      if (error instanceof Throttled) await this.records.requested(caller, phone, 'throttled', context);
      throw error;
    }
  }

  /** Gives the number that is proven now. @throws ValidationFailed for a wrong code, and for a number that another account has proven */
  async confirm(caller: Caller, code: string, context: RequestContext): Promise<string> {
    this.codes.demandForm(code, 'code');
    const pending = await this.pending.find(caller.userId);
    const isRight = pending !== null && (await this.codes.verifyOtp({ ...subjectOf(caller, pending.phone), code }));
    const outcome = isRight ? await this.changes.set(caller, pending, context) : 'outlived';
    if (outcome === 'taken') throw await this.refused(caller, pending?.phone ?? null, 'phone_taken', TAKEN, context);
    if (!pending || outcome === 'outlived') throw await this.refused(caller, pending?.phone ?? null, 'wrong_code', WRONG, context);
    await this.pending.discard(caller.userId, pending.phone);
    return pending.phone;
  }

  /** Removing none is done already. */
  async remove(caller: Caller, context: RequestContext): Promise<void> {
    await this.changes.remove(caller, context);
  }

  private async refused(
    caller: Caller,
    phone: string | null,
    reason: string,
    errors: Readonly<Record<string, readonly string[]>>,
    context: RequestContext,
  ): Promise<ValidationFailed> {
    await this.records.refused(caller, phone, reason, context);
    return new ValidationFailed({ errors });
  }
}

/** Bound to both: a code that another user asked for the same number is another code. */
function subjectOf({ userId }: Caller, phone: string): OtpSubject {
  return { identifier: `${userId} ${phone}`, purpose: 'phone' };
}
