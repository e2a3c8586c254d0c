/**
 * A loopback address as the URI of an app has it, with a port or without, up to its path (RFC 8252, §7.3). No name and no other way to write
 * it: `localhost` may be answered by something else than this machine (§8.3).
 * @internal
 */
export const LOOPBACK_URI = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=\/|$)/;
