import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Avatars } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';

/** The pictures of users, for operators. */
@Injectable()
export class PanelUserPictures {
  constructor(private readonly avatars: Avatars) {}

  /** WebP, for the name in a row of the list; null when there is no such picture any more. @throws PermissionDenied */
  async read(operator: Operator, name: string): Promise<Buffer | null> {
    demand(operator, 'users.view');
    return this.avatars.read(name);
  }
}
