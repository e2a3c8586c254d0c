import { Injectable } from '@nestjs/common';
import type { PortedIdentity } from '../ported-identity.js';
import { IdentitiesRepository } from './identities.repository.js';

/** Accounts at providers of users who are brought along and handed on, many at once and in the caller's transaction. */
@Injectable()
export class IdentitiesPorting {
  constructor(private readonly identities: IdentitiesRepository) {}

  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PortedIdentity[]>> {
    const byUser = new Map<string, PortedIdentity[]>();
    for (const { userId, ...identity } of await this.identities.ofAll(userIds))
      byUser.set(userId, [...(byUser.get(userId) ?? []), identity]);
    return byUser;
  }

  /** Puts them in the place of what there is. A subject that is somebody else's stays theirs: such are left out. */
  async write(values: ReadonlyMap<string, readonly PortedIdentity[]>): Promise<void> {
    if (values.size === 0) return;
    const rows = [...values].flatMap(([userId, identities]) => identities.map((identity) => ({ userId, ...identity })));
    await this.identities.replaceAll([...values.keys()], rows);
  }
}
