import { UserDirectory } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { Injectable } from '@nestjs/common';

/** Tells an empty list of somebody's from that of nobody. */
@Injectable()
export class KnownUsers {
  constructor(private readonly directory: UserDirectory) {}

  /** @throws NotFound */
  async demand(id: string): Promise<void> {
    if (!(await this.directory.find(id))) throw new NotFound();
  }
}
