import type { Caller } from '@castellan/access';
import { NotFound } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey, PasskeySignals } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { LastFactor } from '../errors.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { FactorBinding } from '../two-factor/factor-binding.service.js';
import { reproofOf } from './ceremonies.js';
import { PasskeyChanges } from './passkey-changes.service.js';
import { RemovablePasskeys } from './removable-passkeys.service.js';

/** What a browser is asked to show a passkey for. */
export type PasskeyRequestOptions = Awaited<ReturnType<Passkeys['requestOptions']>>;

/** The passkeys of a signed-in user. */
@Injectable()
export class OwnPasskeys {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly removable: RemovablePasskeys,
    private readonly binding: FactorBinding,
    private readonly changes: PasskeyChanges,
    private readonly live: LiveCaller,
    private readonly records: ProofRecords,
  ) {}

  /** The oldest first. */
  list({ userId }: Caller): Promise<readonly Passkey[]> {
    return this.passkeys.list(userId);
  }

  /** @param name 1 to 64 characters @throws NotFound, also for another user's; ValidationFailed under `name`, and as `LiveCaller.hold` */
  rename(caller: Caller, id: string, name: string, context: RequestContext): Promise<Passkey> {
    return this.live.change(caller, async (user) => {
      const renamed = await this.passkeys.rename(user.id, id, name);
      if (!renamed) throw new NotFound();
      await this.changes.renamed(user, caller.sessionId, context);
      return renamed;
    });
  }

  /** Sessions stay. @throws NotFound, LastFactor, TwoFactorRequired as where one is added, and as `LiveCaller.hold` */
  async remove(caller: Caller, id: string, context: RequestContext): Promise<void> {
    const removing = this.live.change(caller, async (user) => {
      await this.binding.demandBeside(caller); // what a password alone must not bind, it must not take away
      await this.removable.remove(user, id);
      await this.changes.removed(user, caller.sessionId, context);
    });
    await this.records.refusals(removing, { event: 'passkey_removed', wrong: 'last_factor', refusal: LastFactor }, caller, context);
  }

  /** For `signalAllAcceptedCredentials` in the browser; null for a user who never asked to add a passkey. */
  signals({ userId }: Caller): Promise<PasskeySignals | null> {
    return this.passkeys.signalsOf(userId);
  }

  /** Asks for a passkey, by which the user proves anew who they are. @throws InvalidPasskey for a user without one, Unavailable */
  reproofOptions(caller: Caller): Promise<PasskeyRequestOptions> {
    return this.passkeys.requestOptions(reproofOf(caller));
  }
}
