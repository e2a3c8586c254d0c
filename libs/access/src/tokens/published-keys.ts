import { SystemClock, Unavailable } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { keysOf } from './public-jwks.js';
import { VerificationKeys } from './verification-keys.js';
import type { VerificationKey } from './verification-keys.js';

/** A token may name any key it likes: that must not make us ask Castellan each time. */
const RELOAD_INTERVAL_MS = 5_000;
/** After that the keys are asked for again, while tokens go on. */
const FRESH_MS = 30_000;
/** After that tokens wait for the answer: what Castellan has withdrawn is not believed for longer, also where no token came for a while. */
const STALE_MS = 60_000;
const TIMEOUT_MS = 3_000;

/**
 * The keys that a Castellan publishes at `<PUBLIC_URL>/.well-known/jwks.json`. They are loaded with the first token, again every
 * half minute in which a token comes, and when a token names an unknown one, at most every 5 s. So a new key is known at once, and one that
 * was withdrawn is refused within a minute. While Castellan cannot be reached the last keys stay good.
 */
export class PublishedKeys extends VerificationKeys {
  private readonly logger = new Logger(PublishedKeys.name);
  private readonly url: URL;
  private keys: ReadonlyMap<string, VerificationKey> = new Map();
  private triedAt = -Infinity;
  private trying: Promise<void> = Promise.resolve();

  /** @throws TypeError when `url` is none */
  constructor(
    url: string,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.url = new URL(url);
  }

  find(kid: string): VerificationKey | undefined {
    if (this.isOlderThan(STALE_MS)) return undefined;
    const key = this.keys.get(kid);
    if (key && this.isOlderThan(FRESH_MS)) this.reload().catch((error: unknown) => this.warn(error)); // not waited for
    return key;
  }

  reload(): Promise<void> {
    if (this.isOlderThan(RELOAD_INTERVAL_MS)) {
      this.triedAt = this.clock.monotonic();
      this.trying = this.load();
    }
    return this.trying;
  }

  private isOlderThan(ms: number): boolean {
    return this.clock.monotonic() - this.triedAt >= ms;
  }

  private async load(): Promise<void> {
    try {
      this.keys = new Map((await this.published()).map((key) => [key.kid, key]));
    } catch (cause) {
      throw new Unavailable({ cause });
    }
  }

  /** A redirect is not followed: it would let another host say whose tokens are good. */
  private async published(): Promise<readonly VerificationKey[]> {
    const answer = await fetch(this.url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`${this.url.href} answers ${answer.status}.`);
    return keysOf(await answer.json());
  }

  private warn(error: unknown): void {
    const cause = error instanceof Unavailable ? error.extras.cause : error;
    this.logger.warn(`Keys not reloaded, the last ones stay good: ${String(cause)}`);
  }
}
