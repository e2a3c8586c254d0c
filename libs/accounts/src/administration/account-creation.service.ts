import { ValidationFailed } from '@castellan/common';
import { masked } from '@castellan/log';
import type { AuditChanges, OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { UserCreation } from '../registration/user-creation.service.js';
import { personErrors } from '../users/person.js';
import type { FieldErrors, NewAccount } from '../users/person.js';
import type { NewStanding, NewUser, User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { demandNeed } from './operator.js';
import type { LocalOperator, Need, Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { EMAIL_TAKEN, refuseTaken, USERNAME_TAKEN } from './taken.js';

/** An account as another system knows it. */
export interface KnownAccount extends Omit<NewAccount, 'password'> {
  readonly isVerified: boolean;
  /** Of a format that we read; null for none. */
  readonly passwordHash: string | null;
  /** Is its owner mailed a link to set a password? */
  readonly isInvited: boolean;
}

const UNREADABLE = ['Give a hash of a format that Castellan reads, at a cost that it takes.'];
const NO_INVITATION = ['Whoever brings a password needs no invitation.'];
const SUPERUSER: NewStanding = { isVerified: true, isStaff: true, isSuperuser: true };

/**
 * Makes accounts by hand. Operators are told plainly what is taken: they may look at every account anyway.
 * Every method throws `ValidationFailed` with everything that is wrong with the account, and `Unavailable` when the hashing queue is full.
 */
@Injectable()
export class AccountCreation {
  constructor(
    private readonly gate: OperatorGate,
    private readonly users: AdministeredUsersRepository,
    private readonly creation: UserCreation,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly resetLink: PasswordResetLink,
    private readonly records: OperatorRecords,
  ) {}

  /** An account without a password; its owner is mailed a link to set one, which also proves the address. @throws PermissionDenied */
  createWithResetLink(operator: Operator, person: Omit<NewAccount, 'password'>): Promise<User> {
    const mail = (user: User): Promise<void> => this.resetLink.send(user, operator.context);
    return this.make(operator, 'users.add', { ...person, password: null }, plain(false), mail);
  }

  /**
   * An account by the management API: with a password that only its owner knows, by its hash, or an invitation, or neither. To vouch for an
   * address, or for a password, `users.change` is needed besides. @throws PermissionDenied
   */
  async createKnown(operator: Operator, account: KnownAccount): Promise<User> {
    const { isVerified, isInvited, passwordHash, ...person } = account;
    const needs: readonly Need[] = isVerified || passwordHash !== null ? ['users.add', 'users.change'] : ['users.add'];
    for (const need of needs) demandNeed(operator, need); // what is taken is not told to everybody
    await this.demandAcceptable({ ...person, password: null }, this.hashErrors(account));
    const { email, username = null, firstName = '', lastName = '' } = person;
    const insert = async (): Promise<User> => {
      const user = await this.insert({ email, username, firstName, lastName, passwordHash }, plain(isVerified), operator.context);
      if (isInvited) await this.resetLink.send(user, operator.context);
      return user;
    };
    return needs
      .reduce((act, need) => () => this.gate.acting(operator, need, act), insert)()
      .catch(refuseTaken);
  }

  /** An account like one that signed itself up. Its address counts as proven only when `isVerified` says so; no mail is sent. */
  createUser(operator: LocalOperator, account: NewAccount, { isVerified = false } = {}): Promise<User> {
    return this.make(operator, 'users.add', account, plain(isVerified));
  }

  /** An account that is staff and superuser, verified at once. */
  createSuperuser(operator: LocalOperator, account: NewAccount & { readonly password: string }): Promise<User> {
    return this.make(operator, 'superuser', account, SUPERUSER);
  }

  private async make(
    operator: Operator,
    need: Need,
    account: NewAccount,
    standing: NewStanding,
    andThen: (user: User) => Promise<void> = async () => {},
  ): Promise<User> {
    demandNeed(operator, need); // what is taken is not told to everybody
    await this.demandAcceptable(account);
    const { email, password, username = null, firstName = '', lastName = '' } = account;
    const passwordHash = password === null ? null : await this.hasher.hash(password); // before the transaction: it holds no row for so long
    const insert = async (): Promise<User> => {
      const user = await this.insert({ email, username, firstName, lastName, passwordHash }, standing, operator.context);
      await andThen(user);
      return user;
    };
    return this.gate.acting(operator, need, insert).catch(refuseTaken);
  }

  private async demandAcceptable(account: NewAccount, others: FieldErrors = {}): Promise<void> {
    const { password, ...person } = account;
    const violations = password === null ? [] : await this.policy.violations(password, person);
    const shape = personErrors(person);
    const errors = {
      ...(Object.keys(shape).length > 0 ? shape : await this.takenErrors(account)),
      ...(violations.length > 0 && { password: violations }),
      ...others,
    };
    if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  }

  private hashErrors({ passwordHash, isInvited }: KnownAccount): FieldErrors {
    if (passwordHash === null) return {};
    return {
      ...(!this.hasher.reads(passwordHash) && { password_hash: UNREADABLE }),
      ...(isInvited && { invite: NO_INVITATION }),
    };
  }

  private async takenErrors({ email, username }: NewAccount): Promise<FieldErrors> {
    const hasEmail = await this.users.findByName({ email });
    const hasUsername = username ? await this.users.findByName({ username }) : null;
    return { ...(hasEmail && EMAIL_TAKEN), ...(hasUsername && USERNAME_TAKEN) };
  }

  private async insert(user: NewUser, standing: NewStanding, context: OperatorContext): Promise<User> {
    const inserted = await this.creation.create(user, standing);
    const changes = { ...describe(user), ...describeStanding(standing) };
    await this.records.done({ event: 'user_created', action: 'user.created', user: inserted, changes }, context);
    return inserted;
  }
}

const plain = (isVerified: boolean): NewStanding => ({ isVerified, isStaff: false, isSuperuser: false });

/** Who it is, is told by the row of the user for as long as there is one. */
function describe({ email, username, firstName, lastName, passwordHash }: NewUser): AuditChanges {
  return {
    email: [null, masked(email !== '')],
    username: [null, masked(username !== null)],
    first_name: [null, masked(firstName !== '')],
    last_name: [null, masked(lastName !== '')],
    password: [null, masked(passwordHash !== null)],
  };
}

function describeStanding({ isVerified, isStaff, isSuperuser }: NewStanding): AuditChanges {
  return { is_verified: [null, isVerified], is_staff: [null, isStaff], is_superuser: [null, isSuperuser] };
}
