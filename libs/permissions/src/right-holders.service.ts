import { Injectable } from '@nestjs/common';

/** What of users became another. */
export type Right = 'groups' | 'permissions';

/** Whoever keeps something that says what users may do, such as tokens. Both methods are part of the transaction of the change. */
export interface RightHolders {
  /** Before anything else of it is locked: these users are about to be changed. */
  hold(userIds: readonly string[]): Promise<void>;
  /** It has happened: their groups, or what they may do, are others now. */
  changed(userIds: readonly string[], rights: readonly Right[]): Promise<void>;
}

/** Tells the libs above, in the transaction, whose rights change: `libs/accounts` for the claims of tokens. @internal */
@Injectable()
export class RightHoldersTold implements RightHolders {
  private readonly told = new Set<RightHolders>();

  /** Gives what takes it back. */
  add(holders: RightHolders): () => void {
    this.told.add(holders);
    return () => void this.told.delete(holders);
  }

  /** Is there anybody to tell? Who is a member of a group need not be asked otherwise. */
  get isHeard(): boolean {
    return this.told.size > 0;
  }

  async hold(userIds: readonly string[]): Promise<void> {
    for (const holders of this.told) await holders.hold(userIds);
  }

  async changed(userIds: readonly string[], rights: readonly Right[]): Promise<void> {
    for (const holders of this.told) await holders.changed(userIds, rights);
  }
}
