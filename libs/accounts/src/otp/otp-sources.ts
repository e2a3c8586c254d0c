import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { keptSourceUrl } from '@castellan/sources';
import type { CodeLane } from './code-lanes.service.js';
import type { OtpIdentifier } from './otp-identifier.js';

/** As long as any code lives. */
const TTL_MS = 60 * 60_000;

/**
 * Where somebody came from who has asked for a code: clients may say it then, and the account is made when the code comes back. It is
 * worth less than a sign-in: while the store is away it is forgotten.
 */
@Injectable()
export class OtpSources {
  constructor(private readonly store: EphemeralStore) {}

  /** In the place of what an earlier request said, also with nothing: who asked for the code before may have been a stranger. */
  async remember(identifier: OtpIdentifier, lane: CodeLane, sourceUrl: string | null): Promise<void> {
    const kept = keptSourceUrl(sourceUrl);
    const key = this.keyOf(identifier, lane);
    await orForgotten<unknown>(kept === null ? this.store.delete(key) : this.store.set(key, kept, TTL_MS));
  }

  take(identifier: OtpIdentifier, lane: CodeLane): Promise<string | null> {
    return orForgotten(this.store.take(this.keyOf(identifier, lane)));
  }

  private keyOf({ value }: OtpIdentifier, lane: CodeLane): string {
    return `otp-source:${lane}:${value}`;
  }
}

function orForgotten<T>(step: Promise<T>): Promise<T | null> {
  return step.catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
}
