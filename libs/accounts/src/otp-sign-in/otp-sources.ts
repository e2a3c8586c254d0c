import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Pending } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { keptSourceUrl } from '@castellan/sources';
import type { CodeLane } from '../otp/code-lanes.service.js';
import type { OtpIdentifier } from '../users/otp-identifier.js';

/** As long as any code lives. */
const TTL_MS = 60 * 60_000;

/**
 * Where somebody came from who has asked for a code: clients may say it then, and the account is made when the code comes back. It is
 * worth less than a sign-in: while the store is away it is forgotten.
 */
@Injectable()
export class OtpSources {
  private readonly pending: Pending<string>;

  constructor(store: EphemeralStore) {
    this.pending = new Pending(store, { ttlMs: TTL_MS });
  }

  /** In the place of what an earlier request said, also with nothing: who asked for the code before may have been a stranger. */
  async remember(identifier: OtpIdentifier, lane: CodeLane, sourceUrl: string | null): Promise<void> {
    const kept = keptSourceUrl(sourceUrl);
    const name = nameOf(identifier, lane);
    await orForgotten(kept === null ? this.pending.discard(name) : this.pending.put(name, kept));
  }

  take(identifier: OtpIdentifier, lane: CodeLane): Promise<string | null> {
    return orForgotten(this.pending.take(nameOf(identifier, lane)));
  }
}

const nameOf = ({ value }: OtpIdentifier, lane: CodeLane): string => `otp-source:${lane}:${value}`;

function orForgotten<T>(step: Promise<T>): Promise<T | null> {
  return step.catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
}
