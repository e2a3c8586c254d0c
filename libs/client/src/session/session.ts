import { unlessGivenUp } from '../problems/given-up.js';
import { problemOf } from '../problems/problem-of.js';
import { report } from '../problems/report.js';
import { callOf, type Call } from '../transports/call.js';
import type { Transport } from '../transports/transport.js';
import type { EndReason } from '../types.js';
import { inTime, refresh } from './refresh.js';
import type { Turns } from './turns.js';

/** Answers that a refresh may mend, or say more of: the access is missing, expired, replaced, or of a session that is over. A passkey that was refused is none of them. */
const MENDABLE: readonly string[] = ['not_authenticated', 'token_expired', 'token_invalid', 'session_ended'];
/** Refusals of a refresh that mean the end: docs/reference/contract.md#tokens. */
const FINAL: readonly string[] = ['not_authenticated', 'token_invalid', 'session_ended'];

const RENEWED = 'renewed';
/** What came of a refresh: the call may go out again; or what the service said against it; null: there is nothing to refresh with. */
type Outcome = typeof RENEWED | Response | null;

/** A call that was answered, and what was so when it went out. */
interface Attempt {
  readonly response: Response;
  readonly proof: string | null;
  readonly renewals: number;
  readonly sitting: number;
}

export interface SessionParts {
  /** Where the service is: `serviceAt`. */
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly turns: Turns;
  readonly onSessionOver: (reason: EndReason | null) => void;
}

/** Sends calls, and where the access of their session has expired, refreshes it: once for all who wait, in all tabs. */
export class Session {
  private refreshing: Promise<Outcome> | null = null;
  private renewals = 0;
  /** Sign-ins and sign-outs begin another: a call of one person never goes out again as somebody else. */
  private sitting = 0;
  private isOver = false;

  constructor(private readonly parts: SessionParts) {}

  /** A call with an authorization of its own is none of the session's. */
  async send(request: Request): Promise<Response> {
    const { fetch, baseUrl } = this.parts;
    if (request.headers.has('authorization')) return fetch(request);
    return unlessGivenUp(request, this.mended(await callOf(request, baseUrl)));
  }

  private async mended(call: Call): Promise<Response> {
    const again = { ...call, request: call.request.clone() };
    const attempt = await this.attempt(call);
    if (!(await isMendable(call, attempt.response))) return attempt.response;
    const outcome = attempt.renewals === this.renewals ? await this.refreshed(attempt) : RENEWED;
    if (attempt.sitting !== this.sitting) return attempt.response;
    if (outcome === RENEWED) return (await this.attempt(again)).response;
    return outcome?.clone() ?? attempt.response;
  }

  /** What changes the session waits for its turn. */
  private attempt(call: Call): Promise<Attempt> {
    return call.effect === null ? this.answered(call) : this.parts.turns.take(() => this.answered(call));
  }

  private async answered(call: Call): Promise<Attempt> {
    const { transport, fetch } = this.parts;
    const { renewals, sitting } = this;
    const { request, proof } = await transport.equip(call);
    const response = await fetch(request);
    if (sitting === this.sitting) await this.learn(call, response, proof);
    return { response, proof, renewals, sitting };
  }

  private async learn(call: Call, response: Response, proof: string | null): Promise<void> {
    const { transport } = this.parts;
    await transport.learn(call, response, proof);
    if (!response.ok) return;
    if (call.effect === 'begins' || call.effect === 'ends') this.sitting += 1;
    if (await transport.isSignedIn()) this.isOver = false;
  }

  private refreshed(attempt: Attempt): Promise<Outcome> {
    this.refreshing ??= this.parts.turns
      .take(() => this.refreshUnlessRenewed(attempt))
      .finally(() => {
        this.refreshing = null;
      });
    return this.refreshing;
  }

  private async refreshUnlessRenewed({ proof, sitting }: Attempt): Promise<Outcome> {
    const { transport, fetch, turns } = this.parts;
    if (sitting !== this.sitting) return null;
    if (await transport.isRenewed(proof, turns.areShared ? inTime(fetch) : null)) return this.goOn();
    const response = await refresh(transport, fetch);
    if (response?.ok) return this.goOn();
    if (response?.status === 401) await this.end(response);
    return response;
  }

  private goOn(): typeof RENEWED {
    this.renewals += 1;
    return RENEWED;
  }

  /** Who was never signed in hears nothing of it. */
  private async end(response: Response): Promise<void> {
    const { transport, onSessionOver } = this.parts;
    const problem = await problemOf(response);
    const { code } = problem;
    if (!FINAL.includes(code)) return;
    const wasThere = code !== 'not_authenticated' || (await transport.isSignedIn());
    await transport.forget();
    if (!wasThere || this.isOver) return;
    this.isOver = true;
    try {
      onSessionOver(problem.code === 'session_ended' ? problem.reason : null);
    } catch (error) {
      report(error); // those who wait for an answer have it coming
    }
  }
}

/** Of a sign-in that failed, and of the refresh itself, there is nothing to mend. */
async function isMendable({ effect }: Call, response: Response): Promise<boolean> {
  if (response.status !== 401 || effect === 'refreshes') return false;
  return MENDABLE.includes((await problemOf(response)).code);
}
