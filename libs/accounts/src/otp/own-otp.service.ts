import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { PhonesRepository } from '../users/phones.repository.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { CodeLanes } from './code-lanes.service.js';

const MAIL_NEEDED = { otp_code: ['Staff gives a code that was sent by mail: POST /api/auth/otp/request/ with the own address first.'] };
const WRONG = { otp_code: ['The code is wrong or has expired.'] };

/** Asks a signed-in user for a code that was sent to their own address, or to the number they have proven. */
@Injectable()
export class OwnOtp {
  constructor(
    private readonly lanes: CodeLanes,
    private readonly users: UsersRepository,
    private readonly phones: PhonesRepository,
  ) {}

  /** @throws ValidationFailed under `otp_code` */
  async demand({ userId }: Caller, code: string): Promise<User> {
    const user = await this.users.find(userId);
    if (!user) throw new TokenInvalid();
    const phone = await this.phones.find(userId);
    const isRight = (await this.isFor(user.email, code)) || (phone !== null && (await this.isFor(phone, code)));
    if (!isRight) throw new ValidationFailed({ errors: WRONG });
    return user;
  }

  /** A code that went to their address, and no other: a number can be taken over more easily. @throws ValidationFailed under `otp_code` */
  async demandMailed({ email }: Pick<User, 'email'>, code: string | null): Promise<void> {
    if (code === null) throw new ValidationFailed({ errors: MAIL_NEEDED });
    if (!(await this.isFor(email, code))) throw new ValidationFailed({ errors: WRONG });
  }

  /** Whoever has a session is on a device that the account knows. */
  private async isFor(identifier: string, code: string): Promise<boolean> {
    return (await this.lanes.match(identifier, code, true)) !== null;
  }
}
