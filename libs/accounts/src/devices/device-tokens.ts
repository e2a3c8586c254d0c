import { equalInConstantTime, hmacSha256, sha256 } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';

const PURPOSE = 'accounts/device-tokens';

/**
 * The chain of a device's tokens: the first one is random, each next one computed from the one before, so that parallel sign-ins of one
 * browser get the same, while nobody without our secret can go on from a copy.
 */
export class DeviceTokens {
  constructor(private readonly keys: SecretKeys) {}

  /** The token that follows this one; 256 bits, base64url. */
  next(userId: string, token: string): string {
    return follower(this.keys.current(PURPOSE).key, userId, token);
  }

  /** The follower of which only the hash is known, whatever secret it was made with; null when it is none. */
  nextOf(userId: string, token: string, hash: Buffer): string | null {
    const followers = this.keys.all(PURPOSE).map(({ key }) => follower(key, userId, token));
    return followers.find((next) => equalInConstantTime(sha256(next), hash)) ?? null;
  }
}

const follower = (key: Buffer, userId: string, token: string): string => hmacSha256(key, userId, token).toString('base64url');
