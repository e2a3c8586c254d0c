import { Identities } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import type { FirstFactor } from '../factors/factor.js';
import { KeptFactor } from '../factors/kept-factor.js';
import { IDENTITY_KIND } from './identity.factor.js';

/** What a provider began waits no longer than the identity is linked. A provider renews no proof: it may answer from an old session of its own. */
@Injectable()
export class KeptIdentity extends KeptFactor {
  constructor(private readonly identities: Identities) {
    super();
  }

  async stands(userId: string, { kind, instance }: FirstFactor): Promise<boolean> {
    return kind !== IDENTITY_KIND || (instance !== undefined && (await this.identities.find(userId, instance)) !== null);
  }
}
