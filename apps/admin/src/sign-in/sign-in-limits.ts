import { clientNetwork, Throttled } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import { EphemeralStore } from '@castellan/data';

/** How often one network may try to come in; the same numbers as at the API, counted apart, by all nodes together. */
export class SignInLimits {
  constructor(
    private readonly store: EphemeralStore,
    private readonly throttles: Configuration['throttles'],
  ) {}

  /** @throws Throttled; Unavailable when the store is away: the panel stays shut then */
  async count(step: 'login' | 'verify_2fa', ip: string): Promise<void> {
    const rate = this.throttles[step];
    if (!rate) return;
    const { count, ttlMs } = await this.store.increment(`panel:${step}:${clientNetwork(ip)}`, rate.windowMs);
    if (count > rate.limit) throw new Throttled({ retryAfter: Math.max(1, Math.ceil(ttlMs / 1000)) });
  }
}
