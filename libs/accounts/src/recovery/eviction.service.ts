import { Clock } from '@castellan/common';
import { OneTimeCodes } from '@castellan/otp';
import { Inject, Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';
import { Registrations } from '../registration/registrations.service.js';
import type { User } from '../users/user.types.js';
import { WAYS_IN } from '../invalidation/way-in.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

/**
 * So long every way in that was added is told by a link that takes it away; what is older was not objected to
 * (docs/reference/contract.md#recovery).
 */
const OBJECTION_MS = 72 * 3_600_000;

/** Takes away what somebody else may have left in an account: known devices, sessions at the panel, sign-ups, mailed codes, and young ways in. */
@Injectable()
export class Eviction {
  constructor(
    @Inject(WAYS_IN) private readonly ways: readonly WayIn[],
    private readonly devices: DevicesRepository,
    private readonly panelSessions: PanelSessionsRepository,
    private readonly registrations: Registrations,
    private readonly codes: OneTimeCodes,
    private readonly clock: Clock,
  ) {}

  /**
   * `since` is when somebody else was in, where that is known; `addresses` are those that may have got codes. Gives the ways in that were removed. Part of the caller's transaction,
   * which holds the user; sessions end by the invalidation that goes with it.
   */
  async evict(user: User, since: Date | null, removal: Removal, addresses = [user.email]): Promise<readonly AddedWay[]> {
    await this.devices.deleteAll(user.id);
    await this.panelSessions.deleteOf(user.id);
    await this.registrations.drop(user.id);
    for (const address of addresses) await this.codes.discard(address); // somebody may have read one
    const removed: AddedWay[] = [];
    for (const way of this.ways) removed.push(...(await way.removeSince(user, this.cutOff(since), removal)));
    return removed;
  }

  private cutOff(since: Date | null): Date {
    const objection = this.clock.in(-OBJECTION_MS);
    return since && since < objection ? since : objection;
  }
}
