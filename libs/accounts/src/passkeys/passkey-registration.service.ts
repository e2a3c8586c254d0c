import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import type { NewPasskey, Passkey, Person } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import type { PreparedCodes } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { ProofRecords } from '../events/proof-records.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { FactorBinding } from '../two-factor/factor-binding.service.js';
import type { User } from '../users/user.types.js';
import { registrationOf } from './ceremonies.js';
import { PasskeyChanges } from './passkey-changes.service.js';

const REFUSED = { event: 'passkey_added', wrong: 'wrong_passkey', refusal: InvalidPasskey } as const;

/** What a browser is asked to make. */
export type RegistrationOptions = Awaited<ReturnType<Passkeys['registrationOptions']>>;

/** A passkey that was just added. */
export interface AddedPasskey {
  readonly passkey: Passkey;
  /** Those that came with a user's first second factor of any kind, in no later answer; null for every other passkey. */
  readonly backupCodes: readonly string[] | null;
}

/** A signed-in user adds a passkey. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly twoFactor: TwoFactor,
    private readonly live: LiveCaller,
    private readonly binding: FactorBinding,
    private readonly changes: PasskeyChanges,
    private readonly records: ProofRecords,
  ) {}

  /**
   * @param otpCode mailed to staff, who give it where two-step sign-in is off: see `FactorBinding`
   * @throws TwoFactorRequired where two-step sign-in is on, and this session has proven no second factor; ValidationFailed under `otp_code`, TooManyPasskeys, Unavailable, and as `LiveCaller.hold`
   */
  async options(caller: Caller, otpCode: string | null, context: RequestContext): Promise<RegistrationOptions> {
    await this.binding.demand(caller, otpCode, REFUSED.event, context);
    return this.live.change(caller, (user) => this.passkeys.registrationOptions(registrationOf(caller), personOf(user)));
  }

  /**
   * @param name 1 to 64 characters; null: that of the authenticator's model
   * @throws InvalidPasskey, also for one that is known already; TwoFactorRequired, TooManyPasskeys, ValidationFailed under `name`, Unavailable, and as
   *   `LiveCaller.hold`
   */
  async add(caller: Caller, credential: unknown, name: string | null, context: RequestContext): Promise<AddedPasskey> {
    const verifying = this.passkeys.verifyRegistration(registrationOf(caller), credential);
    const made = await this.records.refusals(verifying, REFUSED, caller, context);
    const codes = await this.codesFor(caller.userId);
    const adding = this.live.change(caller, (user) => this.keep(user, { made, name, codes }, caller, context));
    return this.records.refusals(adding, REFUSED, caller, context);
  }

  /** Made ahead, since their hashes would hold up the transaction. */
  private async codesFor(userId: string): Promise<PreparedCodes | null> {
    const hasSecond = (await this.twoFactor.isEnabled(userId)) || (await this.passkeys.count(userId)) > 0;
    return hasSecond ? null : this.twoFactor.prepareCodes(userId);
  }

  private async keep(
    user: User,
    { made, name, codes }: { readonly made: NewPasskey; readonly name: string | null; readonly codes: PreparedCodes | null },
    caller: Caller,
    context: RequestContext,
  ): Promise<AddedPasskey> {
    const isOn = await this.binding.demandBeside(caller);
    const { passkey, isFirst } = await this.passkeys.add(user.id, made, name);
    await this.changes.added(user, caller.sessionId, context);
    if (!isFirst || isOn) return { passkey, backupCodes: null };
    // Whoever has lost their other second factors a moment ago waits for the hashes.
    const prepared = codes ?? (await this.twoFactor.prepareCodes(user.id));
    return { passkey, backupCodes: await this.twoFactor.addCodes(user.id, prepared) };
  }
}

/** What the authenticator shows beside the passkey (WebAuthn level 3, §5.4.3). */
function personOf({ email, firstName, lastName }: User): Person {
  return { name: email, displayName: `${firstName} ${lastName}`.trim() || email };
}
