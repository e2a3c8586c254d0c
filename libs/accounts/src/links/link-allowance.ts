import { Unavailable, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** As many mails of a kind as an address gets in an hour (contract §4). */
const LINKS = 5;
/** A little longer than the hour of the mails, which begins when the first is delivered. */
const WINDOW_MS = 65 * 60_000;

/**
 * Says whether one more link may be made for an address by those who need not prove anything. Beyond the cap its mail would be dropped
 * in silence, so it must not kill the older link, which did arrive: else a stranger could keep the owner from ever using one.
 */
@Injectable()
export class LinkAllowance {
  constructor(private readonly store: EphemeralStore) {}

  /** While the store is away links are made, as mails are sent. */
  async take(kind: 'verify-email' | 'password-reset', email: string): Promise<boolean> {
    try {
      const { count } = await this.store.increment(`links:${kind}:${sha256(email).toString('base64url')}`, WINDOW_MS);
      return count <= LINKS;
    } catch (error) {
      if (error instanceof Unavailable) return true;
      throw error;
    }
  }
}
