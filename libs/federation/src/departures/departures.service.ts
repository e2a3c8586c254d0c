import { equalInConstantTime, randomToken, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Pending } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import type { ProviderAnswer, SecretOf } from '../federation.types.js';
import { FEDERATION_OPTIONS } from '../options.js';
import type { FederationRules } from '../options.js';
import type { Errand } from '../providers/provider.js';

/** What a departure waits with. */
export interface Waiting {
  readonly provider: string;
  readonly errand: Errand;
  readonly slot: string;
  /** SHA-256 of the browser's secret, as base64url. */
  readonly secretHash: string;
  readonly carried: unknown;
}

/** An answer that was posted waits for its browser so long, in milliseconds: it is on its way. */
const KEPT_ANSWER_TTL_MS = 120_000;

/** A code, a state and what else is told of somebody have some hundred characters. */
const KEPT_ANSWER_LENGTH = 16_384;

/**
 * People who are at a provider. Each departure is known by the hash of its `state`, is good for one return, and only in the browser that
 * left: who has stolen a callback, or plants one of their own in somebody else's browser, has nothing (RFC 9700 §4.7, login CSRF).
 */
@Injectable()
export class Departures {
  private readonly waiting: Pending<Waiting>;

  constructor(
    private readonly store: EphemeralStore,
    @Inject(FEDERATION_OPTIONS) { stateTtlMs }: FederationRules,
  ) {
    this.waiting = new Pending(store, { ttlMs: stateTtlMs });
  }

  /** What a browser is told apart by, when it comes back. */
  async open(provider: string, errand: Errand, carried: unknown): Promise<{ readonly slot: string; readonly secret: string }> {
    const [slot, secret] = [randomToken(16), randomToken()];
    await this.waiting.put(nameOf(errand.state), { provider, errand, slot, secretHash: hashOf(secret), carried });
    return { slot, secret };
  }

  /** For the browser that left, once; null for every other, which spends nothing. */
  async take(state: string, secretOf: SecretOf): Promise<Waiting | null> {
    const found = await this.waiting.find(nameOf(state));
    if (!found || !isOf(found, secretOf(found.slot))) return null;
    return this.waiting.take(nameOf(state));
  }

  /** The first answer stays. False where nobody is away under that state, or the answer is none that a provider would give. */
  async keep(provider: string, state: string, answer: ProviderAnswer): Promise<boolean> {
    const kept = JSON.stringify(answer);
    if (kept.length > KEPT_ANSWER_LENGTH) return false;
    const found = await this.waiting.find(nameOf(state));
    if (found?.provider !== provider) return false;
    await this.store.setIfAbsent(answerOf(state), kept, KEPT_ANSWER_TTL_MS);
    return true;
  }

  async takeKept(state: string): Promise<ProviderAnswer | null> {
    const kept = await this.store.take(answerOf(state));
    return kept === null ? null : (JSON.parse(kept) as ProviderAnswer); // sealed by the store: `keep` wrote it
  }
}

const hashOf = (text: string): string => sha256(text).toString('base64url');
const nameOf = (state: string): string => `provider-state:${hashOf(state)}`;
const answerOf = (state: string): string => `provider-state:answer:${hashOf(state)}`;

function isOf({ secretHash }: Waiting, secret: string | null): boolean {
  return secret !== null && equalInConstantTime(sha256(secret), Buffer.from(secretHash, 'base64url'));
}
