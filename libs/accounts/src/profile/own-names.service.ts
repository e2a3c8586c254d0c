import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { ClaimChanges } from '../claims/claim-changes.service.js';
import type { NewNames } from '../users/names.js';
import { NamesRepository } from './names.repository.js';

/** A user's own names, which tokens may claim. Part of the caller's transaction. */
@Injectable()
export class OwnNames {
  constructor(
    private readonly names: NamesRepository,
    private readonly claims: ClaimChanges,
    private readonly bus: RevocationBus,
  ) {}

  /** False when none was given. */
  async change(userId: string, names: NewNames): Promise<boolean> {
    if (names.firstName === undefined && names.lastName === undefined) return false;
    if (await this.names.rename(userId, names)) await this.claims.changed([userId], ['name']);
    await this.bus.publish({ kind: 'user', id: userId });
    return true;
  }
}
