import { RevocationFeed } from '@castellan/accounts';
import type { FeedAnswer } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Drain } from '../health/drain.js';
import type { RevocationsQueryDto } from './revocations.dto.js';

/** Shorter than the half minute that balancers give an answer. */
const LONGEST_WAIT_S = 25;
/** Room for the numbers of some hundred open transactions. */
const LONGEST_CURSOR = 8_192;
const NO_WAIT = { wait: [`Give a whole number from 0 to ${LONGEST_WAIT_S}.`] };

/** The feed as it is asked for over HTTP. Whoever waits is answered when the process is about to end, and goes on at another. */
@Injectable()
export class RevocationAnswers {
  constructor(
    private readonly feed: RevocationFeed,
    drain: Drain,
  ) {
    drain.onBegin(() => feed.release());
  }

  /** @throws ValidationFailed for a wait out of bounds */
  async answer({ after, wait }: RevocationsQueryDto, gone: AbortSignal): Promise<FeedAnswer> {
    const waitMs = secondsOf(wait) * 1000;
    if (after && after.length > LONGEST_CURSOR) return { reset: true };
    return this.feed.after(after || null, waitMs, gone);
  }
}

function secondsOf(text: string | null | undefined): number {
  if (text === undefined || text === null) return 0;
  if (!/^\d{1,2}$/.test(text) || Number(text) > LONGEST_WAIT_S) throw new ValidationFailed({ errors: NO_WAIT });
  return Number(text);
}
