import { ApiKeyAuthentication } from '@castellan/api-keys';
import { clientNetwork } from '@castellan/common';
import { Injectable, Logger } from '@nestjs/common';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Keys of one client that are looked up in a minute; the sum of a key anybody can make. */
const LOOKED_UP = 5;
const MAX_REMEMBERED = 10_000;

/**
 * Warns the operator, once an hour, of a key that came in a URL. Only of one that there is: whoever makes keys up writes no line, and keeps
 * nobody else's from being written.
 */
@Injectable()
export class KeysInUrls {
  private readonly logger = new Logger('ApiKeysInUrls');
  private readonly told = new Map<string, number>();
  private lookedUp = new Map<string, number>();
  private minute = 0;

  constructor(private readonly keys: ApiKeyAuthentication) {}

  /** @param now in ms, of a clock that is never set */
  async tell(id: string, clientAddress: string, now = performance.now()): Promise<void> {
    const told = this.told.get(id);
    if (told !== undefined && now - told < HOUR_MS) return;
    const isThere = await this.keys.isThere(id, () => this.mayLookUp(clientNetwork(clientAddress), now)).catch(() => false);
    if (!isThere || this.told.get(id) !== told) return; // told meanwhile
    if (this.told.size >= MAX_REMEMBERED) this.told.clear();
    this.told.set(id, now);
    this.logger.warn(`The API key ${id} came in a URL, which proxies and logs keep. Revoke it: castellan keys api revoke ${id}`);
  }

  private mayLookUp(network: string, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute || this.lookedUp.size >= MAX_REMEMBERED) this.lookedUp = new Map();
    this.minute = minute;
    const count = (this.lookedUp.get(network) ?? 0) + 1;
    this.lookedUp.set(network, count);
    return count <= LOOKED_UP;
  }
}
