import { NetworkFailure } from '../problems/network-failure.js';
import { problemOf } from '../problems/problem-of.js';
import { REFRESHES, routeOf } from '../transports/routes.js';
import type { Transport } from '../transports/transport.js';
import type { EndReason } from '../types.js';
import type { Locks } from './turns.js';

/** Answers that a refresh may mend, or say more of: the access is missing, expired, replaced, or of a session that is over. */
const MENDABLE: readonly string[] = ['not_authenticated', 'token_expired', 'token_invalid', 'session_ended'];
const REFRESH_TIMEOUT_MS = 10_000;

const RENEWED = 'renewed';
/** What came of a refresh: the call may go out again; or what the service said against it; null: there is nothing to refresh with. */
type Outcome = typeof RENEWED | Response | null;

export interface SessionParts {
  readonly transport: Transport;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly locks: Locks | null;
  /** The name of the lock: one for all tabs that have the session. */
  readonly lockName: string;
  readonly onSessionOver: (reason: EndReason | null) => void;
}

/** Sends calls, and where the access of their session has expired, refreshes it: once for all who wait, in all tabs. */
export class Session {
  private refreshing: Promise<Outcome> | null = null;
  private renewals = 0;
  private isOver = false;

  constructor(private readonly parts: SessionParts) {}

  async send(request: Request): Promise<Response> {
    const again = request.clone();
    const seen = this.renewals;
    const { response, proof } = await this.attempt(request);
    if (!(await isMendable(request, response))) return response;
    const outcome = seen === this.renewals ? await this.refreshed(proof) : RENEWED;
    if (outcome === RENEWED) return (await this.attempt(again)).response;
    return outcome?.clone() ?? response;
  }

  private async attempt(request: Request): Promise<{ readonly response: Response; readonly proof: string | null }> {
    const { transport, fetch } = this.parts;
    const equipped = await transport.equip(request);
    const response = await fetch(equipped.request);
    await transport.learn(request, response);
    if (response.ok && (await transport.isSignedIn())) this.isOver = false;
    return { response, proof: equipped.proof };
  }

  private refreshed(proof: string | null): Promise<Outcome> {
    const { locks, lockName } = this.parts;
    const work = (): Promise<Outcome> => this.refreshUnlessRenewed(proof);
    this.refreshing ??= (locks ? locks.request(lockName, work) : work()).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async refreshUnlessRenewed(proof: string | null): Promise<Outcome> {
    const { transport, fetch, locks } = this.parts;
    if (await transport.isRenewed(proof, locks ? fetch : null)) return this.goOn();
    const response = await this.refresh();
    if (response?.ok) return this.goOn();
    if (response?.status === 401) await this.end(response);
    return response;
  }

  private goOn(): typeof RENEWED {
    this.renewals += 1;
    return RENEWED;
  }

  /** An answer that was lost is asked for again at once: the refresh token that made it is good for seconds only. */
  private async refresh(): Promise<Response | null> {
    return this.refreshOnce().catch((error: unknown) => {
      if (error instanceof NetworkFailure) return this.refreshOnce();
      throw error;
    });
  }

  private async refreshOnce(): Promise<Response | null> {
    const { transport, fetch } = this.parts;
    const request = await transport.refreshRequest();
    if (!request) return null;
    const response = await fetch(new Request(request, { signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS) }));
    await transport.learn(request, response);
    return response;
  }

  /** Who was never signed in hears nothing of it. */
  private async end(response: Response): Promise<void> {
    const { transport, onSessionOver } = this.parts;
    const { code, reason } = await problemOf(response);
    const wasThere = code !== 'not_authenticated' || (await transport.isSignedIn());
    await transport.forget();
    if (!wasThere || this.isOver) return;
    this.isOver = true;
    onSessionOver(reason ?? null);
  }
}

/** Of a sign-in that failed, and of the refresh itself, there is nothing to mend. */
async function isMendable(request: Request, response: Response): Promise<boolean> {
  if (response.status !== 401 || REFRESHES.includes(routeOf(request))) return false;
  return MENDABLE.includes((await problemOf(response)).code);
}
