/** Who is asking: what every event, session and limit is told about the request. */
export interface RequestContext {
  /** The client's address, after `TRUSTED_PROXIES` (docs/reference/contract.md#client-address). */
  readonly ip: string;
  readonly userAgent: string | null;
  /** What the client would read, as `Accept-Language` says it (RFC 9110 §12.5.4), for mails that the request causes. */
  readonly language?: string | null;
  /** Echoed to the client as `X-Request-Id` and in every error. */
  readonly traceId: string;
  /** The request as one attempt, where it leaves an event in any case: what is recorded with this context is what it leaves. */
  readonly attempt?: Attempt;
}

/** Whether anything was recorded of an attempt so far. */
export interface Attempt {
  isRecorded: boolean;
}
