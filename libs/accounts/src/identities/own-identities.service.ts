import type { Caller } from '@castellan/access';
import { NotFound } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Injectable } from '@nestjs/common';

/** The identities of a signed-in user. */
@Injectable()
export class OwnIdentities {
  constructor(private readonly identities: Identities) {}

  /** The oldest first. */
  list({ userId }: Caller): Promise<readonly Identity[]> {
    return this.identities.list(userId);
  }

  /** @throws NotFound, LastFactor, TwoFactorRequired, and as `LiveCaller.hold` */
  remove(_caller: Caller, _id: string, _context: RequestContext): Promise<void> {
    return Promise.reject(new NotFound());
  }
}
