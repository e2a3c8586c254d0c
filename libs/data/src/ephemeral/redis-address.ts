/** One Redis by its address, or the nodes of a cluster that were named, each by an address of its own. */
export type RedisAddress = { readonly kind: 'single'; readonly url: string } | { readonly kind: 'cluster'; readonly nodes: readonly URL[] };

/** Reads `redis://user:password@h1:7000,h2:7001/?cluster`; an address without `?cluster` is that of one Redis. */
export function redisAddress(url: string): RedisAddress {
  const [, account = '', hosts = '', rest = ''] = /^(rediss?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (!/[?&]cluster(?:=true)?(?:&|$)/.test(rest)) return { kind: 'single', url };
  return { kind: 'cluster', nodes: hosts.split(',').map((host) => new URL(`${account}${host}${rest}`)) };
}
