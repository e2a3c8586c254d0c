import { RightsPorting } from '@castellan/permissions';
import type { PortedGroup } from '@castellan/permissions';
import { ProfilesPorting } from '@castellan/profiles';
import { TwoFactorPorting } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { PortedBatch } from '../../records/ported-batch.js';
import type { PortedUser } from '../../records/ported-user.js';
import type { Refusal, Remark } from '../../records/refusal.js';
import type { DjangoCatalogue, DjangoSource, DjangoUser } from '../rows.js';
import { mapAccount } from './account.js';
import { mapProfile, mapRights, mapSources } from './belongings.js';
import { mapEvents } from './events.js';
import { mapFactors, nameOf } from './two-factor.js';
import { asUuid, uuidOf } from './uuid-v5.js';

/** How users of a Django are read. */
export interface MappingRules {
  /** The name that the Django has here. */
  readonly source: string;
  /** Nobody's address counts as proven. */
  readonly unverified: boolean;
  /** History before it is not brought along. */
  readonly eventsSince: Date;
}

interface MappedUser {
  readonly user: PortedUser;
  readonly family: string;
  readonly refused: readonly Refusal[];
  readonly remarks: readonly Remark[];
}

/** Makes of users of a Django what is brought along of them. */
@Injectable()
export class DjangoMapping {
  constructor(
    private readonly twoFactor: TwoFactorPorting,
    private readonly rights: RightsPorting,
    private readonly profiles: ProfilesPorting,
  ) {}

  /** @param size users a batch */
  async *batches(source: DjangoSource, rules: MappingRules, size: number): AsyncGenerator<PortedBatch> {
    const groups = this.groupsOf(source.catalogue);
    for await (const users of source.users(size)) yield { ...this.batchOf(users, source, rules), groups };
  }

  private batchOf(users: readonly DjangoUser[], source: DjangoSource, rules: MappingRules): PortedBatch {
    const families = Object.create(null) as Record<string, number>; // its names come from the source
    const mapped = users.map((user) => this.map(user, source, rules));
    for (const { family } of mapped) families[family] = (families[family] ?? 0) + 1;
    return {
      read: users.length,
      users: mapped.map(({ user }) => user),
      refused: mapped.flatMap(({ refused }) => refused),
      remarks: mapped.flatMap(({ remarks }) => remarks),
      families,
    };
  }

  private map(django: DjangoUser, { userColumns, catalogue }: DjangoSource, rules: MappingRules): MappedUser {
    const row = nameOf(django.user);
    const { account, password } = mapAccount(django, userColumns, rules);
    const factors = mapFactors(django, userColumns, account.dateJoined, {
      isSecret: (secret) => this.twoFactor.isSecret(secret),
      readCode: (code) => this.twoFactor.readCode(code),
    });
    const { profile, leftOut } = this.profileOf(django);
    const sources = mapSources(django, catalogue, account.dateJoined);
    const uuid = asUuid(django.user.key);
    const foreign = django.permissions.filter((name) => !this.isTaken(name));
    return {
      family: password.family,
      refused: factors.refused,
      remarks: [
        ...factors.remarks,
        ...leftOut.map((field) => ({ row, remark: `profile_${field}_not_kept` })),
        ...foreign.map(() => ({ row, remark: 'permission_not_kept' })),
      ],
      user: {
        row,
        id: uuid ?? uuidOf(rules.source, django.user.key),
        externalId: uuid === null ? django.user.key : null,
        account: { ...account, passwordResetRequired: account.passwordResetRequired || factors.isLost },
        ...(!factors.isLost && { twoFactor: factors.twoFactor }), // one that is lost there takes none away here
        rights: mapRights(django, (name) => this.isTaken(name)),
        ...(profile && { profile }),
        ...(sources && { sources }),
        events: mapEvents(django, catalogue, { source: rules.source, since: rules.eventsSince }),
      },
    };
  }

  private profileOf(django: DjangoUser) {
    const given = mapProfile(django);
    return given ? this.profiles.examine(given) : { profile: undefined, leftOut: [] };
  }

  /** A name of ours would give rights that nobody there meant. */
  private isTaken(permission: string): boolean {
    return this.rights.isPermission(permission) && !this.rights.isOurs(permission);
  }

  private groupsOf({ groups }: DjangoCatalogue): readonly PortedGroup[] {
    return [...groups].map(([name, permissions]) => ({ name, permissions: permissions.filter((each) => this.isTaken(each)) }));
  }
}
