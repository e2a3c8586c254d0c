import { canonicalAddress } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const UNKNOWN = '0.0.0.0';
const MAX_VERDICTS = 10_000;

/**
 * Finds the client's address: the socket's, unless the peer is a trusted proxy; then `X-Forwarded-For` is walked from the right and
 * the first address that is not a trusted proxy is the client. What stands further left was written by the client and is never believed.
 */
export class ClientAddress {
  private readonly logger = new Logger(ClientAddress.name);
  private readonly trusted: BlockList | null;
  private readonly verdicts = new Map<string, boolean>();
  private ignored = 0;
  private isForwardedTold = false;

  /** @param trustedProxies addresses and CIDRs */
  constructor(trustedProxies: readonly string[]) {
    this.trusted = trustedProxies.length > 0 ? blockListOf(trustedProxies) : null;
  }

  /** How many requests came with a forwarded header from a peer that is not trusted. */
  get ignoredHeaders(): number {
    return this.ignored;
  }

  /**
   * Once a request: counts what a peer forwards that is no proxy of ours, and says once which line makes it one. `Forwarded` (RFC 7239)
   * is never read, and told about from any peer: a proxy that sends only that hides its clients.
   */
  note(remoteAddress: string | undefined, headers: IncomingHttpHeaders): void {
    const { 'x-forwarded-for': list, forwarded } = headers;
    if (list === undefined && forwarded === undefined) return;
    const peer = canonicalAddress(remoteAddress ?? '') ?? UNKNOWN;
    if (!this.isProxy(peer)) this.warnOnce(peer);
    else if (list === undefined) this.warnOfForwarded(peer);
  }

  of(remoteAddress: string | undefined, forwardedFor: string | readonly string[] | undefined): string {
    const peer = canonicalAddress(remoteAddress ?? '') ?? UNKNOWN;
    if (forwardedFor === undefined) return peer;
    if (!this.isProxy(peer)) return peer;
    return this.walk(peer, typeof forwardedFor === 'string' ? forwardedFor : forwardedFor.join(','));
  }

  /** An entry that cannot be read ends the walk: the request counts for the peer (docs/reference/contract.md#client-address). */
  private walk(peer: string, header: string): string {
    const entries = header.split(',');
    let nearest = peer;
    for (let at = entries.length - 1; at >= 0; at--) {
      const address = canonicalAddress(withoutPort(entries[at]!.trim()));
      if (address === undefined) return peer;
      if (!this.isProxy(address)) return address;
      nearest = address;
    }
    return nearest;
  }

  /** Remembered, since a look into the list costs more than the rest of the walk. */
  isProxy(peer: string): boolean {
    const known = this.verdicts.get(peer);
    if (known !== undefined || !this.trusted) return known ?? false;
    const address = canonicalAddress(peer);
    const verdict = address !== undefined && this.trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
    if (this.verdicts.size >= MAX_VERDICTS) this.verdicts.clear();
    this.verdicts.set(peer, verdict);
    return verdict;
  }

  private warnOfForwarded(peer: string): void {
    if (this.isForwardedTold) return;
    this.isForwardedTold = true;
    this.logger.warn(`The proxy ${peer} sends Forwarded, which is not read: let it send X-Forwarded-For, or its clients share one limit.`);
  }

  private warnOnce(peer: string): void {
    if (this.ignored++ > 0) return;
    this.logger.warn(
      `A forwarded address came from ${peer}, which is not in TRUSTED_PROXIES, and was ignored: everybody who comes through that peer ` +
        `shares its limits. If it is a proxy of yours, set TRUSTED_PROXIES=${peer}. Further ones are counted, not logged.`,
    );
  }
}

function blockListOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) addTo(list, proxy);
  return list;
}

function addTo(list: BlockList, proxy: string): void {
  const [address = '', prefix] = proxy.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(prefix), family);
}

/** `[2001:db8::1]:443` and `192.0.2.1:4711`, as some proxies write them. */
function withoutPort(entry: string): string {
  if (entry.startsWith('[')) return entry.slice(1, entry.indexOf(']'));
  return isIPv4(entry.split(':', 1)[0]!) ? entry.split(':', 1)[0]! : entry;
}
