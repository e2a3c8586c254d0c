import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { LiveCaller } from '../sessions/live-caller.service.js';
import type { PendingPhone } from './pending-phones.js';
import { PhoneRecords } from './phone-records.service.js';
import { isPhoneConflict, PhonesRepository } from '../users/phones.repository.js';

/** How the proof of a number ended: another account has it, or the request of it was taken back meanwhile. */
export type PhoneOutcome = 'set' | 'taken' | 'outlived';

/** Sets and removes a user's number, with what is remembered of it. Nobody does who is thrown out meanwhile. */
@Injectable()
export class PhoneChanges {
  constructor(
    private readonly phones: PhonesRepository,
    private readonly live: LiveCaller,
    private readonly records: PhoneRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws SessionIsOver, TokenInvalid */
  async set(caller: Caller, { phone, version }: PendingPhone, context: RequestContext): Promise<PhoneOutcome> {
    const change = this.live.change(caller, async ({ id, tokenVersion }): Promise<PhoneOutcome> => {
      if (tokenVersion !== version) return 'outlived';
      if (!(await this.phones.set(id, phone, this.clock.now()))) return 'taken';
      await this.records.verified(caller, phone, context);
      return 'set';
    });
    return change.catch(whenTaken);
  }

  /** Removing none is done already. @throws SessionIsOver, TokenInvalid */
  async remove(caller: Caller, context: RequestContext): Promise<void> {
    await this.live.change(caller, async ({ id }) => {
      const phone = await this.phones.remove(id);
      if (phone !== null) await this.records.removed(caller, phone, context);
    });
  }
}

function whenTaken(error: unknown): PhoneOutcome {
  if (isPhoneConflict(error)) return 'taken';
  throw error;
}
