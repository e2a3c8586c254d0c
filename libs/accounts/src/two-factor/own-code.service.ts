import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { SecondFactor } from '../factors/factor.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { SecondFactorCheck } from './second-factor-check.service.js';

const REQUIRED = { code: ['This field is required.'] };
/** As under a mailed code: wrong, expired and replayed alike. */
const WRONG = { code: ['The code is wrong or has expired.'] };

/** Asks a signed-in user for a code of their own second factor, within the same budget as a sign-in. */
@Injectable()
export class OwnCode {
  constructor(
    private readonly users: UsersRepository,
    private readonly check: SecondFactorCheck,
  ) {}

  /** @throws ValidationFailed under `code`, Throttled after ten failures, Unavailable */
  async demand(
    { userId, sessionId }: Caller,
    code: string | null,
    context: RequestContext,
  ): Promise<{ readonly user: User; readonly second: SecondFactor }> {
    const user = await this.users.find(userId);
    if (!user) throw new TokenInvalid();
    if (code === null) throw new ValidationFailed({ errors: REQUIRED });
    const second = await this.check.prove(user, { code }, context, { purpose: 'reauthentication', boundTo: sessionId, first: null });
    if (!second) throw new ValidationFailed({ errors: WRONG });
    return { user, second };
  }
}
