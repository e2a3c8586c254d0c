import { isIPv6 } from 'node:net';

/** What limits count a client by: IPv6 clients own at least a /64 (RFC 6177), so that counts as one; IPv4 addresses count one by one. */
export function clientNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const filled = tail === undefined ? groups : [...groups, ...zeros(groups, tail)];
  return `${filled.slice(0, 4).map(short).join(':')}::/64`;
}

/** The groups that `::` stands for, and those after it. */
function zeros(before: readonly string[], tail: string): readonly string[] {
  const after = tail === '' ? [] : tail.split(':');
  const written = after.length + (tail.includes('.') ? 1 : 0); // a dotted IPv4 tail counts as two groups
  return [...Array.from({ length: 8 - before.length - written }, () => '0'), ...after];
}

const short = (group: string): string => group.toLowerCase().replace(/^0+(?=.)/, '');
