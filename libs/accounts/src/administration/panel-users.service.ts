import { NotFound, ValidationFailed } from '@castellan/common';
import type { AuditChanges } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { TwoFactorReset } from './two-factor-reset.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { NewForm } from './administered-users.repository.js';
import { isUsername, readUsername, USERNAME_PROBLEM } from '../users/username.js';
import { refuseTaken } from './taken.js';
import { UserAdministration } from './user-administration.service.js';
import { readNames } from '../users/names.js';
import type { NamesInput } from '../users/names.js';
import type { User } from '../users/user.types.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { demandMastery, demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { PanelWork } from './panel-work.js';

/** What the form for a new user gives. */
export interface NewPanelUser {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

/** What the form of an existing user gives; what is missing stays. */
export type UserForm = NamesInput & { readonly username?: string | undefined };

const STALE = { form: ['Somebody changed this user meanwhile. Open the form again, and change it then.'] };

/**
 * What operators do to users at the panel. Each step asks whether they may, and refuses what would reach above them: staff and superusers
 * are the affair of superusers. Nobody sees or sets a password here.
 * Every method throws `PermissionDenied`, and `NotFound` for nobody.
 */
@Injectable()
export class PanelUsers {
  constructor(
    private readonly addresses: AddressesRepository,
    private readonly administered: AdministeredUsersRepository,
    private readonly administration: UserAdministration,
    private readonly sessions: UserSessions,
    private readonly resetLink: PasswordResetLink,
    private readonly twoFactorReset: TwoFactorReset,
    private readonly work: PanelWork,
  ) {}

  /** An account without a password; its owner is mailed a link to set one, which also proves the address. @throws ValidationFailed */
  async create(operator: Operator, { email, first_name: firstName, last_name: lastName }: NewPanelUser): Promise<User> {
    return this.work.acting(operator, 'users.add', async () => {
      const user = await this.administration.createUser({ email, password: null, firstName, lastName }, operator.context);
      await this.resetLink.send(user);
      return user;
    });
  }

  /**
   * What support may correct: username and names. The address is changed by its owner alone, who proves the new one.
   * @param version of the row when the form was opened
   * @throws ValidationFailed, also for a taken username, and when somebody saved the form meanwhile
   */
  async change(operator: Operator, id: string, form: UserForm, version: string): Promise<void> {
    const change = async (): Promise<void> => {
      const read = readForm(form);
      const user = await this.hold(operator, id);
      demandMastery(operator, user);
      if (!(await this.administered.changeUnchanged(id, read, version))) throw new ValidationFailed({ errors: STALE });
      await this.work.changed(operator, user, 'user_changed', changesOf(user, read));
    };
    await this.work.acting(operator, 'users.change', change).catch(refuseTaken);
  }

  async sendResetLink(operator: Operator, id: string): Promise<void> {
    await this.work.acting(operator, 'users.change', async () => {
      const user = await this.hold(operator, id);
      if (!user.isActive) throw new ValidationFailed({ errors: { user: ['The account is disabled.'] } });
      await this.resetLink.send(user);
      await this.work.changed(operator, user, 'password_reset_requested', { reset_link: [null, 'sent'] });
    });
  }

  async verify(operator: Operator, id: string): Promise<void> {
    await this.work.acting(operator, 'users.change', async () => {
      const user = await this.hold(operator, id);
      demandMastery(operator, user);
      if (!(await this.addresses.markVerified(id))) throw new ValidationFailed({ errors: { user: ['The account is disabled.'] } });
      await this.work.changed(operator, user, 'email_verified', { is_verified: [user.isVerified, true] });
    });
  }

  /** At the API and at the panel, but for the one that the operator is in. */
  async endSessions(operator: Operator, id: string): Promise<void> {
    await this.work.acting(operator, 'sessions.delete', async () => {
      const user = await this.hold(operator, id);
      demandMastery(operator, user);
      await this.sessions.endAll(id, 'admin_revoked');
      await this.work.endPanelSessions(id, operator);
      await this.work.changed(operator, user, 'session_revoked', { sessions: [null, 'ended'] });
    });
  }

  /** One session at the API. */
  async endSession(operator: Operator, id: string): Promise<void> {
    await this.work.acting(operator, 'sessions.delete', async () => {
      const userId = await this.sessions.ownerOf(id);
      const user = await this.hold(operator, userId ?? id);
      demandMastery(operator, user);
      await this.sessions.endByOperator(user.id, id);
      await this.work.changed(operator, user, 'session_revoked', { session: [id, 'ended'] });
    });
  }

  /** @param reason kept in the history; the owner is mailed @throws ValidationFailed without a reason, NotEnabled */
  async resetTwoFactor(operator: Operator, id: string, reason: string): Promise<void> {
    await this.work.acting(operator, 'users.change', async () => {
      demandOther(operator, await this.hold(operator, id));
      await this.twoFactorReset.reset(id, reason, operator.context);
    });
  }

  /** Locked until all is done: who becomes staff meanwhile is either staff already, or not yet. */
  private async hold(operator: Operator, id: string): Promise<User> {
    const [user] = await this.work.hold(operator, [id]);
    if (!user) throw new NotFound();
    return user;
  }
}

/** A username may be emptied: then the user has none. */
function readForm({ username, ...given }: UserForm): NewForm {
  const { names, errors } = readNames(given);
  const all = { ...errors, ...(username && !isUsername(username) && { username: [USERNAME_PROBLEM] }) };
  if (Object.keys(all).length > 0) throw new ValidationFailed({ errors: all });
  return { ...names, ...(username !== undefined && { username: username === '' ? null : readUsername(username) }) };
}

function changesOf(user: User, { firstName, lastName, username }: NewForm): AuditChanges {
  return {
    ...(username !== undefined && { username: [user.username, username] }),
    ...(firstName !== undefined && { first_name: [user.firstName, firstName] }),
    ...(lastName !== undefined && { last_name: [user.lastName, lastName] }),
  };
}
