import type { ServerOptions } from 'node:http';

/**
 * Longer than the usual proxies keep a connection (60 s: nginx, AWS ALB, Apache): whoever closes first must be the proxy, or it sends a
 * request into a connection that is just being closed, and its client reads 502.
 */
export const KEEP_ALIVE_MS = 72_000;

/**
 * A request that trickles in for longer is cut off (slowloris), head and body alike. Node counts from the first byte of the request, not
 * from when the connection began to wait for it, so this need not be longer than a connection is kept.
 */
export const REQUEST_MS = 30_000;

/** A connection on which nothing moves while an answer is due, as to a client that does not read it. */
export const STILL_MS = 120_000;

/** What every listener of ours is made with. `Host` is demanded by `hasOneHost`, whose refusal is a problem; Node's is empty. */
export const LISTENER_OPTIONS = {
  connectionsCheckingInterval: 5_000, // Node's own 30 s would double what a slow client gets
  requireHostHeader: false,
} as const satisfies ServerOptions;
