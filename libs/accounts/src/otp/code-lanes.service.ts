import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import { KnownDevices } from '../devices/known-devices.service.js';
import { NOBODY } from '../users/nobody.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { OtpIdentifier } from '../users/otp-identifier.js';

/**
 * Codes to sign in with are of two lanes: what strangers ask for and guess at is counted apart from what the account's known devices do,
 * so that no flood of requests or wrong guesses keeps an owner out.
 */
export type CodeLane = 'sign_in' | 'sign_in_known_device';

/** A known device may also use a code that was asked for elsewhere, when it has none of its own. */
const OF_KNOWN_DEVICES: readonly CodeLane[] = ['sign_in_known_device', 'sign_in'];
const OF_STRANGERS: readonly CodeLane[] = ['sign_in'];

/** Says whose device asks, and holds codes against those of its lane. */
@Injectable()
export class CodeLanes {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly devices: KnownDevices,
    private readonly users: UsersRepository,
  ) {}

  /** Of a number only who has proven it. */
  ownerOf({ channel, value }: OtpIdentifier): Promise<User | null> {
    return channel === 'email' ? this.users.findByEmail(value) : this.users.findByPhone(value);
  }

  /** Does the account that is asked about know this device? Looks as often where nobody has that account. */
  async isKnown(identifier: OtpIdentifier, deviceToken: string | null): Promise<boolean> {
    if (deviceToken === null) return false;
    const owner = await this.ownerOf(identifier);
    return this.devices.isKnown(owner?.id ?? NOBODY, deviceToken);
  }

  /**
   * The lane whose code it was, once; null for a wrong one. A guess is held against one code, never two.
   * @throws ValidationFailed under `otp_code` for what is no code, which costs no guess
   */
  async match(identifier: string, code: string, isKnown: boolean): Promise<CodeLane | null> {
    this.codes.demandForm(code, 'otp_code');
    for (const purpose of isKnown ? OF_KNOWN_DEVICES : OF_STRANGERS) {
      const verdict = await this.codes.checkOtp({ identifier, purpose, code });
      if (verdict !== 'none') return verdict === 'right' ? purpose : null;
    }
    return null;
  }
}
