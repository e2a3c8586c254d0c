import type { Caller } from '@castellan/access';
import { Throttled, ValidationFailed } from '@castellan/common';
import type { DomainErrorClass, RequestContext } from '@castellan/common';
import type { AuthEventName } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from './account-events.service.js';
import { PasswordResetRequired } from '../errors.js';

/** What the user was about to do, and what to call a wrong proof. */
export interface Attempted {
  readonly event: AuthEventName;
  readonly wrong: string;
  /** What a wrong proof is answered with; ValidationFailed unless told. */
  readonly refusal?: DomainErrorClass;
}

/** What is remembered when a signed-in user is asked to prove who they are. */
@Injectable()
export class ProofRecords {
  constructor(private readonly events: AccountEvents) {}

  /** Passes the proof on, or its refusal once that is recorded. Never inside a transaction, which a refusal rolls back. */
  async refusals<T>(proof: Promise<T>, { event, ...what }: Attempted, { userId, sessionId }: Caller, context: RequestContext): Promise<T> {
    try {
      return await proof;
    } catch (error) {
      const reason = reasonOf(error, what);
      if (reason !== null) await this.events.record({ event, status: 'failure', reason, userId, sessionId, context });
      throw error;
    }
  }

  /** Part of the caller's transaction. */
  async success(event: AuthEventName, { userId, sessionId }: Caller, context: RequestContext): Promise<void> {
    await this.events.record({ event, status: 'success', userId, sessionId, context });
  }
}

/** Null where nothing was tried: the store was away, or the session over. */
function reasonOf(error: unknown, { wrong, refusal = ValidationFailed }: Omit<Attempted, 'event'>): string | null {
  if (error instanceof refusal) return wrong;
  if (error instanceof Throttled) return 'too_many_failures';
  return error instanceof PasswordResetRequired ? 'password_reset_required' : null;
}
