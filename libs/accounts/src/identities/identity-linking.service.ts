import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import type { Identity, Person } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { IdentityTaken } from '../errors.js';
import type { User } from '../users/user.types.js';

/** Links who somebody is elsewhere to an account: the one that asked, or that was found by what a provider vouches for. */
@Injectable()
export class IdentityLinking {
  /** The account that asked, if its session still stands. @throws IdentityTaken, and as `LiveCaller.hold` */
  link(_caller: Caller, _person: Person, _context: RequestContext): Promise<Identity> {
    return Promise.reject(new IdentityTaken());
  }

  /** Mailed and remembered. Part of the caller's transaction, which holds the user. @throws IdentityTaken */
  linkFound(_user: User, _person: Person, _context: RequestContext): Promise<Identity> {
    return Promise.reject(new IdentityTaken());
  }
}
