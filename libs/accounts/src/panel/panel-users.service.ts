import { NotFound, ValidationFailed } from '@castellan/common';
import type { AuditChanges } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { TwoFactorReset } from '../two-factor/two-factor-reset.service.js';
import { AdministeredUsersRepository } from '../users/administration/administered-users.repository.js';
import { UserAdministration } from '../users/administration/user-administration.service.js';
import { readNames } from '../users/names.js';
import type { NewNames } from '../users/names.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { demand, demandMastery, demandSuperuser } from './operator.js';
import type { Operator } from './operator.js';
import { PanelWork } from './panel-work.js';

/** What the form for a new user gives. */
export interface NewPanelUser {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

const STALE = { first_name: ['Somebody changed this user meanwhile. Open it again, and change it then.'] };

/**
 * What operators do to users at the panel. Each step asks whether they may, and refuses what would reach above them: staff and superusers
 * are the affair of superusers. Nobody sees or sets a password here.
 * Every method throws `PermissionDenied`, and `NotFound` for nobody.
 */
@Injectable()
export class PanelUsers {
  constructor(
    private readonly users: UsersRepository,
    private readonly administered: AdministeredUsersRepository,
    private readonly administration: UserAdministration,
    private readonly sessions: UserSessions,
    private readonly resetLink: PasswordResetLink,
    private readonly twoFactorReset: TwoFactorReset,
    private readonly work: PanelWork,
  ) {}

  /** An account without a password; its owner is mailed a link to set one, which also proves the address. @throws ValidationFailed */
  async create(operator: Operator, { email, first_name: firstName, last_name: lastName }: NewPanelUser): Promise<User> {
    demand(operator, 'users.add');
    return this.work.transaction.run(async () => {
      const user = await this.administration.createUser({ email, password: null, firstName, lastName }, operator.context);
      await this.resetLink.send(user);
      return user;
    });
  }

  /** @param version of the row when the form was opened @throws ValidationFailed, also when the row changed meanwhile */
  async rename(operator: Operator, id: string, names: Readonly<Record<string, unknown>>, version: string): Promise<void> {
    demand(operator, 'users.change');
    const { names: read, errors } = readNames(names);
    if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
    await this.work.transaction.run(async () => {
      const user = await this.find(id);
      demandMastery(operator, user);
      if (!(await this.administered.renameUnchanged(id, read, version))) throw new ValidationFailed({ errors: STALE });
      await this.work.changed(operator, user, 'user_changed', changesOf(user, read));
    });
  }

  async sendResetLink(operator: Operator, id: string): Promise<void> {
    demand(operator, 'users.change');
    await this.work.transaction.run(async () => {
      const user = await this.find(id);
      if (!user.isActive) throw new ValidationFailed({ errors: { user: ['The account is disabled.'] } });
      await this.resetLink.send(user);
      await this.work.changed(operator, user, 'password_reset_requested', { reset_link: [null, 'sent'] });
    });
  }

  async verify(operator: Operator, id: string): Promise<void> {
    demand(operator, 'users.change');
    await this.work.transaction.run(async () => {
      const user = await this.find(id);
      demandMastery(operator, user);
      if (!(await this.users.markVerified(id))) throw new ValidationFailed({ errors: { user: ['The account is disabled.'] } });
      await this.work.changed(operator, user, 'email_verified', { is_verified: [user.isVerified, true] });
    });
  }

  /** @throws LastSuperuser; ValidationFailed for oneself */
  async setActive(operator: Operator, id: string, isActive: boolean): Promise<void> {
    demand(operator, 'users.change');
    await this.demandOther(operator, id);
    await this.administration.setActive(id, isActive, operator.context);
  }

  async setStaff(operator: Operator, id: string, isStaff: boolean): Promise<void> {
    demandSuperuser(operator);
    await this.demandOther(operator, id);
    await this.administration.setStaff(id, isStaff, operator.context);
  }

  /** @throws LastSuperuser */
  async setSuperuser(operator: Operator, id: string, isSuperuser: boolean): Promise<void> {
    demandSuperuser(operator);
    await this.demandOther(operator, id);
    await this.administration.setSuperuser(id, isSuperuser, operator.context);
  }

  /** At the API and at the panel. */
  async endSessions(operator: Operator, id: string): Promise<void> {
    demand(operator, 'sessions.delete');
    await this.work.transaction.run(async () => {
      const user = await this.find(id);
      demandMastery(operator, user);
      await this.sessions.endAll(id, 'admin_revoked');
      await this.work.endPanelSessions(id);
      await this.work.changed(operator, user, 'session_revoked', { sessions: [null, 'ended'] });
    });
  }

  /** One session at the API. */
  async endSession(operator: Operator, id: string): Promise<void> {
    demand(operator, 'sessions.delete');
    await this.work.transaction.run(async () => {
      const userId = await this.sessions.ownerOf(id);
      const user = await this.find(userId ?? id);
      demandMastery(operator, user);
      await this.sessions.endByOperator(user.id, id);
      await this.work.changed(operator, user, 'session_revoked', { session: [id, 'ended'] });
    });
  }

  /** @param reason kept in the history; the owner is mailed @throws ValidationFailed without a reason, NotEnabled */
  async resetTwoFactor(operator: Operator, id: string, reason: string): Promise<void> {
    demand(operator, 'users.change');
    await this.demandOther(operator, id);
    await this.twoFactorReset.reset(id, reason, operator.context);
  }

  /** With everything that is theirs, at once. @throws LastSuperuser */
  async delete(operator: Operator, id: string): Promise<void> {
    demand(operator, 'users.delete');
    await this.demandOther(operator, id);
    await this.administration.deleteUser(id, operator.context);
  }

  private async find(id: string): Promise<User> {
    const user = await this.users.find(id);
    if (!user) throw new NotFound();
    return user;
  }

  /** Nobody shuts themselves out by a slip of the hand. */
  private async demandOther(operator: Operator, id: string): Promise<void> {
    demandMastery(operator, await this.find(id));
    if (operator.id === id) throw new ValidationFailed({ errors: { user: ['That is your own account. Ask another operator.'] } });
  }
}

function changesOf(user: User, { firstName, lastName }: NewNames): AuditChanges {
  return {
    ...(firstName !== undefined && { first_name: [user.firstName, firstName] }),
    ...(lastName !== undefined && { last_name: [user.lastName, lastName] }),
  };
}
