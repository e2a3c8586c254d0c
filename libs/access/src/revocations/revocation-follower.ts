import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock, Unavailable } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { ClaimedStanding } from '../guards/claimed-standing.js';
import { SessionState } from '../session-state.js';
import type { Standing } from '../session-state.js';
import type { AccessClaims, Caller } from '../tokens/claims.js';
import { KnownRevocations } from './known-revocations.js';
import { acceptedForMs } from './options.js';
import type { RevocationsOptions } from './options.js';
import { GRACE_MS, RevocationSource, WAIT_S } from './revocation-source.js';

/** Between two requests: what is revoked one by one is told together, and a feed that ends at once is not asked in circles. */
const PAUSE_MS = 200;
/** After a failure: twice as long each time, and never the same for all services that were cut off together. */
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 3_000;
/** A feed that says nothing for longer than an answer takes is cut off, also where this process itself stood still. */
const SILENT_MS = WAIT_S * 1_000 + GRACE_MS + 1_000;
/** How long a token waits for the first answer. */
const PATIENCE_MS = 3_000;

export interface FollowerOptions extends RevocationsOptions {
  readonly issuer: string;
  readonly accessTtlMs: number;
}

/**
 * Follows the feed of a Castellan (docs/reference/contract.md#revocation-feed), so that a service with the guard alone refuses a revoked
 * token within a second, at no call a request. What holds while it is cut off is said by `whenCut`
 * (docs/decisions/0257-a-follower-that-is-cut-off.md).
 */
export class RevocationFollower extends SessionState implements OnModuleInit, OnModuleDestroy {
  override readonly isByClaims = true;
  private readonly logger = new Logger(RevocationFollower.name);
  private readonly known: KnownRevocations;
  private readonly source: RevocationSource;
  private readonly acceptedForMs: number;
  private readonly stop = new AbortController();
  private cursor: string | null = null;
  private waitS = 0;
  /** When it was cut off, by the monotonic clock; null while it is not; `-Infinity` before the first answer. */
  private cutAt: number | null = -Infinity;
  /** When the feed was last asked, by the monotonic clock. */
  private askedAt = -Infinity;
  private failures = 0;
  private begun: () => void = () => {};
  private readonly first = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(
    { issuer, accessTtlMs, key, whenCut, url = `${issuer}/api/auth/revocations/` }: FollowerOptions,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.known = new KnownRevocations(accessTtlMs);
    this.source = new RevocationSource(url, key);
    this.acceptedForMs = acceptedForMs(whenCut);
  }

  onModuleInit(): void {
    void this.follow();
  }

  onModuleDestroy(): void {
    this.stop.abort();
    this.begun();
  }

  /** How many sessions and users are known to be over, and whether the feed is heard. For figures of the host's. */
  get health(): { readonly known: number; readonly isCut: boolean } {
    return { known: this.known.size, isCut: this.cutAt !== null };
  }

  check(claims: AccessClaims): Standing | Promise<Standing> {
    return this.cutAt === -Infinity ? this.checkLater(claims) : this.judge(claims);
  }

  override recall(claims: AccessClaims): Standing | null {
    return this.mayJudge() && !this.known.refusalOf(claims) ? standingOf(claims) : null;
  }

  private async checkLater(claims: AccessClaims): Promise<Standing> {
    const patience = new AbortController();
    await Promise.race([this.first, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    return this.judge(claims);
  }

  /** What is known to be over is told as such, also while more may be. @throws SessionIsOver, TokenExpired, TokenInvalid, Unavailable */
  private judge(claims: AccessClaims): Standing {
    const refusal = this.known.refusalOf(claims);
    if (refusal) throw refusal;
    if (!this.mayJudge()) throw new Unavailable();
    return standingOf(claims);
  }

  private mayJudge(): boolean {
    const now = this.clock.monotonic();
    const cutAt = this.cutAt ?? (now - this.askedAt < SILENT_MS ? null : this.askedAt + SILENT_MS);
    return cutAt === null || now - cutAt < this.acceptedForMs;
  }

  private async follow(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const pause = await this.ask().then(
        () => this.heard(),
        (error: unknown) => this.failed(error),
      );
      await sleep(pause, undefined, { signal: this.stop.signal }).catch(() => undefined); // stopped
    }
  }

  /** Until all is known that there was, nothing is waited for. */
  private async ask(): Promise<void> {
    this.askedAt = this.clock.monotonic();
    const page = await this.source.page(this.cursor, this.waitS, this.stop.signal);
    for (const revocation of page?.results ?? []) this.known.add(revocation, this.clock.millis());
    this.cursor = page?.cursor ?? null;
    this.waitS = page && !page.more ? WAIT_S : 0;
  }

  /** @returns how long to pause, in ms */
  private heard(): number {
    this.failures = 0;
    if (this.waitS === 0) return this.cursor === null ? PAUSE_MS : 0; // there is more
    if (this.cutAt !== null) this.logger.log(`Revocations of ${this.source.host} are followed.`);
    this.cutAt = null;
    this.begun();
    return PAUSE_MS;
  }

  /** @returns how long to pause, in ms */
  private failed(error: unknown): number {
    if (this.stop.signal.aborted) return 0;
    if (this.failures === 0) this.logger.warn(`Revocations of ${this.source.host} cannot be followed: ${described(error)}`);
    this.cutAt ??= this.clock.monotonic();
    this.waitS = 0;
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures++);
    return longest * (0.5 + Math.random() / 2);
  }
}

const standingOf = (claims: AccessClaims): Standing => new ClaimedStanding(claims as Caller['claims']);

/** `fetch` says "fetch failed", and why only in its cause. */
function described(error: unknown): string {
  const { cause } = error as { readonly cause?: Error }; // what Node throws is one
  return cause === undefined ? String(error) : `${String(error)} (${String(cause)})`;
}
