import { ValidationFailed } from '@castellan/common';
import type { AuditChanges } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { ClaimChanges } from '../claims/claim-changes.service.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { readNames } from '../users/names.js';
import type { NamesInput } from '../users/names.js';
import { isUsername, readUsername, USERNAME_PROBLEM } from '../users/username.js';
import type { User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { NewForm } from './administered-users.repository.js';
import { PreconditionFailed } from './errors.js';
import { demandMastery } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { refuseTaken } from './taken.js';

/** What the form of an existing user gives; what is missing stays. */
export type UserForm = NamesInput & { readonly username?: string | undefined };

const STALE = { form: ['Somebody changed this user meanwhile. Open the form again, and change it then.'] };
const DISABLED = { user: ['The account is disabled.'] };

/**
 * What support does for users who ask for help. It reaches no higher than the operator: staff and superusers are the affair of superusers.
 * Nobody sees or sets a password here. Every method throws `PermissionDenied`, and `NotFound` for nobody.
 */
@Injectable()
export class AccountSupport {
  constructor(
    private readonly gate: OperatorGate,
    private readonly addresses: AddressesRepository,
    private readonly administered: AdministeredUsersRepository,
    private readonly resetLink: PasswordResetLink,
    private readonly records: OperatorRecords,
    private readonly claims: ClaimChanges,
  ) {}

  /**
   * What support may correct: username and names. The address is changed by its owner alone, who proves the new one.
   * @param versions of which one must be the row's, such as that of when the form was opened; null: whichever it is
   * @throws ValidationFailed, also for a taken username, and PreconditionFailed when somebody saved the form meanwhile
   */
  async change(operator: Operator, id: string, form: UserForm, versions: readonly string[] | null): Promise<void> {
    const change = async (): Promise<void> => {
      const read = readForm(form);
      const user = await this.gate.hold(operator, id);
      demandMastery(operator, user);
      if (!(await this.administered.changeUnchanged(id, read, versions))) throw new PreconditionFailed({ errors: STALE });
      if (isRenamed(user, read)) await this.claims.changed([id], ['name']);
      await this.records.userChanged('user_changed', user, changesOf(user, read), operator.context);
    };
    await this.gate.acting(operator, 'users.change', change).catch(refuseTaken);
  }

  /** Mails the link that sets a new password. @throws ValidationFailed for a disabled account */
  async sendResetLink(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'users.change', async () => {
      const user = await this.gate.hold(operator, id);
      if (!user.isActive) throw new ValidationFailed({ errors: DISABLED });
      await this.resetLink.send(user, operator.context);
      await this.records.userChanged('password_reset_requested', user, { reset_link: [null, 'sent'] }, operator.context);
    });
  }

  /** The address counts as proven from now on. */
  async verify(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'users.change', async () => {
      const user = await this.gate.hold(operator, id);
      demandMastery(operator, user);
      if (!(await this.addresses.markVerified(id))) throw new ValidationFailed({ errors: DISABLED });
      if (!user.isVerified) await this.claims.changed([id], ['email_verified']);
      await this.records.userChanged('email_verified', user, { is_verified: [user.isVerified, true] }, operator.context);
    });
  }
}

/** A username may be emptied: then the user has none. */
function readForm({ username, ...given }: UserForm): NewForm {
  const { names, errors } = readNames(given);
  const all = { ...errors, ...(username && !isUsername(username) && { username: [USERNAME_PROBLEM] }) };
  if (Object.keys(all).length > 0) throw new ValidationFailed({ errors: all });
  return { ...names, ...(username !== undefined && { username: username === '' ? null : readUsername(username) }) };
}

function isRenamed(user: User, { firstName = user.firstName, lastName = user.lastName }: NewForm): boolean {
  return firstName !== user.firstName || lastName !== user.lastName;
}

function changesOf(user: User, { firstName, lastName, username }: NewForm): AuditChanges {
  return {
    ...(username !== undefined && { username: [user.username, username] }),
    ...(firstName !== undefined && { first_name: [user.firstName, firstName] }),
    ...(lastName !== undefined && { last_name: [user.lastName, lastName] }),
  };
}
