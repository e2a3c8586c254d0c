import { SystemClock, Unavailable } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { keysOf, tokenClaimsOf } from './public-jwks.js';
import { VerificationKeys } from './verification-keys.js';
import type { VerificationKey } from './verification-keys.js';

/** A token may name any key it likes: that must not make us ask Castellan each time. */
const RELOAD_INTERVAL_MS = 5_000;
/** After that the keys are asked for again, while tokens go on. */
const FRESH_MS = 30_000;
/** After that tokens wait for the answer: what Castellan has withdrawn is not believed for longer, also where no token came for a while. */
const STALE_MS = 60_000;
const TIMEOUT_MS = 3_000;
/** Some 400 keys: whoever answers in Castellan's place does not fill our memory. */
const MAX_BYTES = 100_000;

/**
 * The keys that a Castellan publishes at `<PUBLIC_URL>/.well-known/jwks.json`. They are loaded with the first token, again every
 * half minute in which a token comes, and when a token names an unknown one, at most every 5 s. So a new key is known at once, and one that
 * was withdrawn is refused within a minute. While Castellan cannot be reached the last keys stay good.
 */
export class PublishedKeys extends VerificationKeys {
  private readonly logger = new Logger(PublishedKeys.name);
  private readonly url: URL;
  private keys: ReadonlyMap<string, VerificationKey> = new Map();
  private claims: readonly string[] | null = null;
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
    if (key && this.isOlderThan(FRESH_MS)) this.reload().catch(() => undefined); // not waited for
    return key;
  }

  reload(): Promise<void> {
    if (this.isOlderThan(RELOAD_INTERVAL_MS)) {
      this.triedAt = this.clock.monotonic();
      this.trying = this.load();
    }
    return this.trying;
  }

  override async tokenClaims(): Promise<readonly string[] | null> {
    await (this.isOlderThan(FRESH_MS) ? this.reload() : this.trying);
    return this.claims;
  }

  private isOlderThan(ms: number): boolean {
    return this.clock.monotonic() - this.triedAt >= ms;
  }

  private async load(): Promise<void> {
    try {
      const jwks = await this.published();
      this.keys = new Map(keysOf(jwks).map((key) => [key.kid, key]));
      this.claims = tokenClaimsOf(jwks);
    } catch (cause) {
      this.warn(cause);
      throw new Unavailable({ cause });
    }
  }

  /** A redirect is not followed: it would let another host say whose tokens are good. */
  private async published(): Promise<unknown> {
    const answer = await fetch(this.url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`It answers ${answer.status}.`);
    return JSON.parse(await textOf(answer));
  }

  private warn(error: unknown): void {
    const until = this.keys.size > 0 ? 'the last ones stay good' : 'every token is answered 503';
    this.logger.warn(`The keys at ${this.url.href} could not be loaded, ${until}: ${described(error)}`);
  }
}

/** @throws Error for more than there can be */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`The answer has more than ${MAX_BYTES} bytes.`); // leaving the loop ends the stream
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** `fetch` says "fetch failed", and why only in its cause. */
function described(error: unknown): string {
  const { cause } = error as { readonly cause?: Error }; // what Node throws is one
  return cause === undefined ? String(error) : `${String(error)} (${String(cause)})`;
}
