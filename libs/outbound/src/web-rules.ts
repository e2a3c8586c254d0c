/** `https:` or `http:`. */
export type WebProtocol = 'https:' | 'http:';

/** Where requests may go. */
export interface WebRules {
  /** May a host of this name be asked so at all? Its addresses are judged besides. Names are in lower case, without a dot at their end. */
  readonly takesName: (hostname: string, protocol: WebProtocol) => boolean;
  /** May this address be connected to, for a host of this name? */
  readonly takesAddress: (address: string, hostname: string, protocol: WebProtocol) => boolean;
}

/** How long a request may take, and how much of an answer is read. */
export interface WebBounds {
  /** All in all, in milliseconds. */
  readonly timeoutMs: number;
  readonly answerBytes: number;
}

/** What is asked. */
export interface WebRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, where nobody reads more of it. */
export interface WebStatus {
  readonly status: number;
  /** Seconds until it may be tried again, where the answer says so in seconds (RFC 9110 §10.2.3). */
  readonly retryAfter: number | null;
}
