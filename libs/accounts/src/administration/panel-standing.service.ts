import { DomainError, NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { UserAdministration } from './user-administration.service.js';
import { normalizeEmail } from '../users/email-address.js';
import type { User } from '../users/user.types.js';
import { demandOther } from './operator.js';
import type { Need, Operator } from './operator.js';
import { PanelWork } from './panel-work.js';

/** Each is locked until all are changed. */
const MAX_USERS = 500;
const HOW_MANY = { users: [`Choose 1 to ${MAX_USERS} users.`] };
const GONE = { form: ['One of them is not there any more. Load the list again.'] };
const NOT_CONFIRMED = { email: ['This is not the e-mail address of the user.'] };

/**
 * Who is in, who is staff or superuser, and who goes, by the hand of an operator at the panel. Staff and superusers are the affair of
 * superusers, nobody does it to themselves, and the last superuser stays.
 * Every method throws `PermissionDenied`, `LastSuperuser`, `ValidationFailed` for oneself, and `NotFound` for nobody.
 */
@Injectable()
export class PanelStanding {
  constructor(
    private readonly administration: UserAdministration,
    private readonly work: PanelWork,
  ) {}

  /** All of them or none: the failure names the user who was the reason. Their sessions end at once when they are disabled. */
  async setActive(operator: Operator, ids: readonly string[], isActive: boolean): Promise<void> {
    const wanted = new Set(ids);
    await this.work.acting(operator, 'users.change', async () => {
      if (wanted.size < 1 || wanted.size > MAX_USERS) throw new ValidationFailed({ errors: HOW_MANY });
      const users = await this.work.hold(operator, [...wanted]);
      if (users.length < wanted.size) throw new NotFound({ errors: GONE });
      for (const user of users) await this.setOneActive(operator, user, isActive).catch((error: unknown) => refuseFor(user, error));
    });
  }

  async setStaff(operator: Operator, id: string, isStaff: boolean): Promise<void> {
    await this.changing(operator, 'superuser', id, () => this.administration.setStaff(id, isStaff, operator.context));
  }

  async setSuperuser(operator: Operator, id: string, isSuperuser: boolean): Promise<void> {
    await this.changing(operator, 'superuser', id, () => this.administration.setSuperuser(id, isSuperuser, operator.context));
  }

  /** With everything that is theirs, at once. @param email of the user, typed anew, so that nobody deletes the wrong one */
  async delete(operator: Operator, id: string, email: string): Promise<void> {
    await this.changing(operator, 'users.delete', id, async (user) => {
      if (normalizeEmail(email) !== user.email) throw new ValidationFailed({ errors: NOT_CONFIRMED });
      await this.administration.deleteUser(id, operator.context);
    });
  }

  private async setOneActive(operator: Operator, user: User, isActive: boolean): Promise<void> {
    demandOther(operator, user);
    await this.administration.setActive(user.id, isActive, operator.context);
  }

  /** The row is locked before anything is decided by it. */
  private async changing(operator: Operator, need: Need, id: string, change: (user: User) => Promise<void>): Promise<void> {
    await this.work.acting(operator, need, async () => {
      const [user] = await this.work.hold(operator, [id]);
      if (!user) throw new NotFound();
      demandOther(operator, user);
      await change(user);
    });
  }
}

function refuseFor({ email }: User, error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const { code, kind, detail, extras } = error;
  const reasons = Object.values(extras.errors ?? { user: [detail] }).flat();
  throw new DomainError(code, kind, detail, { ...extras, errors: { form: [`${email}: ${reasons.join(' ')}`] } });
}
