import { NotFound, ValidationFailed } from '@castellan/common';
import type { AuditAction, AuditChanges, AuditValue, AuthEventName } from '@castellan/log';
import { masked } from '@castellan/log';
import { Avatars, Profiles } from '@castellan/profiles';
import type { Profile } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { demand, demandMastery } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

/** What the form of a profile gives. What is missing stays, what is empty is emptied. */
export type ProfileForm = Readonly<Partial<Record<keyof typeof FIELDS, string>>>;

/** The fields operators change, as `Profile` names them. Settings belong to the apps that write them. */
const FIELDS = {
  bio: 'bio',
  location: 'location',
  date_of_birth: 'dateOfBirth',
  language: 'language',
  timezone: 'timezone',
} as const satisfies Readonly<Record<string, keyof Profile>>;

const STALE = { bio: ['Somebody changed this profile meanwhile. Open it again, and change it then.'] };
const NO_PICTURE = { avatar: ['There is no picture.'] };

/** What operators correct in profiles, and take away. Every method throws `PermissionDenied`, and `NotFound` for nobody. */
@Injectable()
export class ProfileModeration {
  constructor(
    private readonly users: UsersRepository,
    private readonly profiles: Profiles,
    private readonly avatars: Avatars,
    private readonly gate: OperatorGate,
    private readonly records: OperatorRecords,
  ) {}

  async hasAvatar(operator: Operator, userId: string): Promise<boolean> {
    demand(operator, 'profiles.view');
    return (await this.avatars.urlOf(userId)) !== null;
  }

  /** By the rules of `libs/profiles`. @param version of the row when the form was opened @throws ValidationFailed, also when it changed since */
  async change(operator: Operator, userId: string, input: ProfileForm, version: string): Promise<void> {
    await this.gate.acting(operator, 'profiles.change', async () => {
      const user = await this.hold(operator, userId);
      const before = await this.profiles.of(userId);
      const isChanged = await this.profiles.changeUnchanged(userId, given(input), version);
      if (isChanged === null) throw new ValidationFailed({ errors: STALE });
      const changes = changesBetween(before, await this.profiles.of(userId));
      if (Object.keys(changes).length > 0)
        await this.record(operator, user, { event: 'profile_changed', action: 'profile.changed', changes });
    });
  }

  /** @throws ValidationFailed when there is none */
  async removeAvatar(operator: Operator, userId: string): Promise<void> {
    await this.gate.acting(operator, 'profiles.change', async () => {
      const user = await this.hold(operator, userId);
      if (!(await this.avatars.remove(userId))) throw new ValidationFailed({ errors: NO_PICTURE });
      await this.record(operator, user, { event: 'avatar_removed', action: 'profile.changed', changes: { avatar: [masked(true), null] } });
    });
  }

  /** First of all rows: an erasure takes them in this order, too. */
  private async hold(operator: Operator, userId: string): Promise<User> {
    const user = (await this.users.hold(userId)) ? await this.users.find(userId) : null;
    if (!user) throw new NotFound();
    demandMastery(operator, user);
    return user;
  }

  private record(
    { context }: Operator,
    user: User,
    act: { readonly event: AuthEventName; readonly action: AuditAction; readonly changes: AuditChanges },
  ): Promise<void> {
    return this.records.done({ ...act, user, targetType: 'profile' }, context);
  }
}

/** As `Profiles` reads it: an empty field is cleared. */
function given(input: ProfileForm): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    (Object.keys(FIELDS) as (keyof typeof FIELDS)[])
      .filter((field) => input[field] !== undefined)
      .map((field) => [field, input[field]?.trim() === '' ? null : (input[field] ?? null)]),
  );
}

function changesBetween(before: Profile, after: Profile): AuditChanges {
  const changed = Object.entries(FIELDS).filter(([, name]) => before[name] !== after[name]);
  return Object.fromEntries(changed.map(([field, name]): [string, [AuditValue, AuditValue]] => [field, [before[name], after[name]]]));
}
