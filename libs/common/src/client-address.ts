import { isIPv4, isIPv6 } from 'node:net';

/** What stands before an IPv4 address in an IPv6 one: mapped (RFC 4291 §2.5.5.2), translated (RFC 2765), NAT64 (RFC 6052). */
const BEFORE_IPV4: ReadonlySet<string> = new Set(['0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0']);

/**
 * The one spelling of a client's address (RFC 5952; an IPv4 address in an IPv6 one is that IPv4 address), so that limits, the log and
 * lists of addresses know a client again however its address was written. Without a zone. Undefined for what is no address.
 * @internal
 */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (text.startsWith('::ffff:') && isIPv4(text.slice(7))) return text.slice(7); // every IPv4 client of a dual-stack socket
  const address = text.split('%', 1)[0]!;
  if (!isIPv6(address)) return undefined;
  const groups = groupsOf(address);
  if (BEFORE_IPV4.has(groups.slice(0, 6).join(':'))) return dotted(groups.slice(6));
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The eight groups of an IPv6 address, lower case, without leading zeros. */
export function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const [before, after] = [written(head), written(tail ?? '')];
  const left = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return [...before, ...left, ...after];
}

/** A dotted IPv4 tail counts as two groups. */
function written(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? hexadecimal(group) : group.replace(/^0+(?=.)/, '')));
}

function hexadecimal(ipv4: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d].map((group) => group.toString(16));
}

function dotted(groups: readonly string[]): string {
  return groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]).join('.');
}
