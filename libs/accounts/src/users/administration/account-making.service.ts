import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { PasswordPolicy } from '../../passwords/password-policy.js';
import type { NewStanding, NewUser, User } from '../user.types.js';
import { UserCreation } from '../user-creation.service.js';
import { isEmailConflict, isUsernameConflict } from '../users.repository.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { personErrors } from './new-account.js';
import type { FieldErrors, NewAccount } from './new-account.js';

const EMAIL_TAKEN: FieldErrors = { email: ['A user with that email address already exists.'] };
const USERNAME_TAKEN: FieldErrors = { username: ['A user with that username already exists.'] };

/** Makes accounts by hand. Operators are told plainly what is taken: they may look at every account anyway. */
@Injectable()
export class AccountMaking {
  constructor(
    private readonly users: AdministeredUsersRepository,
    private readonly creation: UserCreation,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly transaction: Transaction,
    private readonly events: AuthEvents,
  ) {}

  /** @throws ValidationFailed with everything that is wrong with the account, Unavailable when the hashing queue is full */
  async make(account: NewAccount, standing: NewStanding, context: RequestContext): Promise<User> {
    await this.demandAcceptable(account);
    const { email, password, username = null, firstName = '', lastName = '' } = account;
    const passwordHash = password === null ? null : await this.hasher.hash(password);
    const user = { email, username, firstName, lastName, passwordHash };
    return this.transaction.run(() => this.insert(user, standing, context)).catch(refuseTakenMeanwhile);
  }

  private async demandAcceptable(account: NewAccount): Promise<void> {
    const { password, ...person } = account;
    const violations = password === null ? [] : this.policy.violations(password, person);
    const shape = personErrors(person);
    const errors = {
      ...(Object.keys(shape).length > 0 ? shape : await this.takenErrors(account)),
      ...(violations.length > 0 && { password: violations }),
    };
    if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  }

  private async takenErrors({ email, username }: NewAccount): Promise<FieldErrors> {
    const hasEmail = await this.users.findByName({ email });
    const hasUsername = username ? await this.users.findByName({ username }) : null;
    return { ...(hasEmail && EMAIL_TAKEN), ...(hasUsername && USERNAME_TAKEN) };
  }

  private async insert(user: NewUser, standing: NewStanding, context: RequestContext): Promise<User> {
    const inserted = await this.creation.create(user, standing);
    await this.events.record({ event: 'user_created', status: 'success', userId: inserted.id, identifier: inserted.email, context });
    return inserted;
  }
}

function refuseTakenMeanwhile(error: unknown): never {
  if (isEmailConflict(error)) throw new ValidationFailed({ errors: EMAIL_TAKEN });
  if (isUsernameConflict(error)) throw new ValidationFailed({ errors: USERNAME_TAKEN });
  throw error;
}
