import type { Call } from './call.js';

/** A request as it goes out, and by what it says who asks; null: by nothing that scripts can see. */
export interface Equipped {
  readonly request: Request;
  readonly proof: string | null;
}

/** How tokens travel (docs/reference/contract.md#transports). */
export interface Transport {
  equip(call: Call): Promise<Equipped>;
  /**
   * Keeps what an answer to it says of the session, while that is still the one that asked with this proof.
   * @throws NetworkFailure for a refresh that was answered without what a refresh brings
   */
  learn(call: Call, response: Response, proof: string | null): Promise<void>;
  /** Is there a session, as far as one knows? */
  isSignedIn(): Promise<boolean>;
  /** Whether another refresh has put something else in the place of this proof. Where scripts see nothing, and there are tabs, `ask` tells. */
  isRenewed(proof: string | null, ask: ((request: Request) => Promise<Response>) | null): Promise<boolean>;
  /** The request that refreshes; null: there is nothing to refresh with. */
  refreshRequest(): Promise<Equipped | null>;
  forget(): Promise<void>;
}

/** The answer comes with cookies, or with tokens, even where the page that asked is being left. */
export const REFRESH_INIT = { method: 'POST', keepalive: true } as const;
