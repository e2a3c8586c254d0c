import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import { PhonesRepository } from '../phones/phones.repository.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';

const WRONG = { otp_code: ['The code is wrong or has expired.'] };

/** Asks a signed-in user for a code that was sent to their own address, or to the number they have proven. */
@Injectable()
export class OwnOtp {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly users: UsersRepository,
    private readonly phones: PhonesRepository,
  ) {}

  /** @throws ValidationFailed under `otp_code` */
  async demand({ userId }: Caller, code: string): Promise<User> {
    this.codes.demandForm(code, 'otp_code');
    const user = await this.users.find(userId);
    if (!user) throw new TokenInvalid();
    const phone = await this.phones.find(userId);
    const isRight = (await this.isFor(user.email, code)) || (phone !== null && (await this.isFor(phone, code)));
    if (!isRight) throw new ValidationFailed({ errors: WRONG });
    return user;
  }

  private isFor(identifier: string, code: string): Promise<boolean> {
    return this.codes.verifyOtp({ identifier, purpose: 'sign_in', code });
  }
}
