import { Logger } from '@nestjs/common';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

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

  /** @param trustedProxies addresses and CIDRs */
  constructor(trustedProxies: readonly string[]) {
    this.trusted = trustedProxies.length > 0 ? blockListOf(trustedProxies) : null;
  }

  /** How many requests came with a forwarded header from a peer that is not trusted. */
  get ignoredHeaders(): number {
    return this.ignored;
  }

  of(remoteAddress: string | undefined, forwardedFor: string | readonly string[] | undefined): string {
    const peer = normalised(remoteAddress ?? '') ?? UNKNOWN;
    if (forwardedFor === undefined) return peer;
    if (!this.isProxy(peer)) return this.ignore(peer);
    return this.walk(peer, typeof forwardedFor === 'string' ? forwardedFor : forwardedFor.join(','));
  }

  /** An entry that cannot be read ends the walk: the request counts for the peer (contract §4). */
  private walk(peer: string, header: string): string {
    const entries = header.split(',');
    let nearest = peer;
    for (let at = entries.length - 1; at >= 0; at--) {
      const address = normalised(withoutPort(entries[at]!.trim()));
      if (address === undefined) return peer;
      if (!this.isProxy(address)) return address;
      nearest = address;
    }
    return nearest;
  }

  /** Remembered, since a look into the list costs more than the rest of the walk. */
  isProxy(address: string): boolean {
    if (!this.trusted) return false;
    const known = this.verdicts.get(address);
    if (known !== undefined) return known;
    const verdict = this.trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
    if (this.verdicts.size >= MAX_VERDICTS) this.verdicts.clear();
    this.verdicts.set(address, verdict);
    return verdict;
  }

  private ignore(peer: string): string {
    if (this.ignored++ === 0) {
      this.logger.warn(
        'X-Forwarded-For came from a peer that is not in TRUSTED_PROXIES and was ignored. Further ones are counted, not logged.',
      );
    }
    return peer;
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

/** An IPv4 client of a dual-stack socket is `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2); it is the same client as `192.0.2.1`. */
function normalised(address: string): string | undefined {
  const plain = address.toLowerCase().startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
  return isIP(plain) === 0 ? undefined : plain;
}
