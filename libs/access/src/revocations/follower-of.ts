import type { Clock } from '@castellan/common';
import type { AccessRules } from '../options.js';
import { isReadOnTheWay } from '../tokens/read-on-the-way.js';
import { RevocationFollower } from './revocation-follower.js';

/**
 * Who follows the feed; null where the host did not say so.
 * @throws TypeError where the key would go by http to another machine
 */
export function followerOf({ issuer, accessTtlMs, revocations }: AccessRules, clock: Clock): RevocationFollower | null {
  if (!revocations) return null;
  if (revocations.url === undefined && isReadOnTheWay(issuer)) {
    throw new TypeError(
      `AccessModule: the option issuer is http, and so would be the way of the key in revocations. Use https, or say revocations: { url: '${issuer}/api/auth/revocations/', … } where the network between is yours alone.`,
    );
  }
  return new RevocationFollower({ ...revocations, issuer, accessTtlMs }, clock);
}
