import type { Operator } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { PanelLists } from '@castellan/panel';
import { Injectable } from '@nestjs/common';
import { toManagedUserDto } from './user.dto.js';
import type { ManagedUserDto } from './user.dto.js';
import { userEtag } from './user-etag.js';

/** A user, and the tag of what may be changed of them. */
export interface ReadUser {
  readonly user: ManagedUserDto;
  readonly etag: string;
}

/** One user as the panel's list has them. */
@Injectable()
export class UserReading {
  constructor(private readonly lists: PanelLists) {}

  /** @throws PermissionDenied, NotFound */
  async of(operator: Operator, id: string): Promise<ReadUser> {
    const [row] = await this.lists.find(operator, 'users', [id]);
    if (!row) throw new NotFound();
    return { user: toManagedUserDto(row), etag: userEtag(String(row['version'])) };
  }
}
