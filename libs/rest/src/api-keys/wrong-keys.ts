import { clientNetwork } from '@castellan/common';
import { throttledFor } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { InjectThrottlerStorage } from '@nestjs/throttler';
import type { ThrottlerStorage } from '@nestjs/throttler';

/** Of one client, until nothing of it is looked at for the rest of the minute. */
const WRONG_KEYS = 20;
const MINUTE_MS = 60_000;
const MAX_CLIENTS = 10_000;

/**
 * Counts wrong keys by client, over all nodes, and shuts out whoever shows too many. Right ones are never counted, so that the machines
 * behind one address are not taken for a guesser; guessing is hopeless anyway, and this keeps it from being a load.
 */
@Injectable()
export class WrongKeys {
  private readonly shut = new Map<string, number>();

  constructor(@InjectThrottlerStorage() private readonly storage: ThrottlerStorage) {}

  /** Of a key that would have to be looked up. @throws Throttled */
  demandOpen(clientAddress: string): void {
    const until = this.shut.get(clientNetwork(clientAddress)) ?? 0;
    const left = until - performance.now();
    if (left > 0) throw throttledFor(left);
  }

  /** @throws Throttled for one too many */
  async count(clientAddress: string): Promise<void> {
    const network = clientNetwork(clientAddress);
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(
      `limit:api_keys:${network}`,
      MINUTE_MS,
      WRONG_KEYS,
      MINUTE_MS,
      'api_keys',
    );
    if (!isBlocked) return;
    if (this.shut.size >= MAX_CLIENTS) this.shut.clear();
    this.shut.set(network, performance.now() + timeToBlockExpire * 1000);
    throw throttledFor(timeToBlockExpire * 1000);
  }
}
