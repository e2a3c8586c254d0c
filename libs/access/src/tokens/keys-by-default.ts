import type { Clock } from '@castellan/common';
import { PublishedKeys } from './published-keys.js';
import { isReadOnTheWay } from './read-on-the-way.js';
import type { VerificationKeys } from './verification-keys.js';

/**
 * The keys that the issuer publishes.
 * @throws TypeError where they would come by http from another machine: whoever is on the way could put their own in between
 */
export function keysByDefault(issuer: string, clock: Clock): VerificationKeys {
  if (isReadOnTheWay(issuer)) {
    throw new TypeError(
      `AccessModule: the option issuer is http, and so its keys would be. Use https, or say keys: new PublishedKeys('${issuer}/.well-known/jwks.json') where the network between is yours alone.`,
    );
  }
  return new PublishedKeys(`${issuer}/.well-known/jwks.json`, clock);
}
