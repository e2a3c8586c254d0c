/** Addresses by the name of their backend. */
export type Backends = Readonly<Record<string, readonly string[]>>;

const DOCUMENTED = `global
  log stdout format raw local0 info
  maxconn 500
defaults
  mode http
  option httplog
  option forwardfor
  timeout connect 3s
  timeout client 30s
  timeout server 30s
  retries 3
  option redispatch 1
  log global
frontend web
  bind 127.0.0.1:8443
  use_backend panel if { hdr(host) -m beg ops.localhost }
  default_backend api
backend api
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
  server n1 127.0.0.1:4221 check inter 1s
backend panel
  server p1 127.0.0.1:4201
`;

/** The documented configuration with other addresses: everything else in it is what operators run. */
export function addressed(port: number, backends: Backends): string {
  const left = new Map(Object.entries(backends));
  let section = '';
  const lines = DOCUMENTED.split('\n').flatMap((line) => {
    section = /^(?:backend|frontend|listen)\s+(\S+)/.exec(line)?.[1] ?? section;
    if (/^\s+bind\s/.test(line)) return [`  bind 127.0.0.1:${port}`];
    const options = /^\s+server\s+\S+\s+\S+(.*)$/.exec(line)?.[1];
    if (options === undefined) return [line];
    const addresses = left.get(section) ?? [];
    left.delete(section); // the first line of a backend stands for all of them
    return addresses.map((address, n) => `  server ${section}${n + 1} ${address}${options}`);
  });
  return lines.join('\n');
}
