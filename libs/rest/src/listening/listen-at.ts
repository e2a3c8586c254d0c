import { createServer } from 'node:net';

const EVERY_ADDRESS = '::';
const EVERY_IPV4_ADDRESS = '0.0.0.0';

/** Where something listens, and the variables that say so. */
export interface ListeningPlace {
  readonly host: string;
  readonly port: number;
  readonly variables: { readonly host: string; readonly port: string };
}

/**
 * Lets `listen` open the place. A machine whose kernel knows no IPv6 is served on IPv4 alone, as Node does where no host is named.
 * @throws Error that names the variable to change, where nothing can listen there
 */
export async function listenAt(place: ListeningPlace, listen: (at: { port: number; host: string }) => Promise<unknown>): Promise<void> {
  const { port, host } = place;
  try {
    await listen({ port, host: host === EVERY_ADDRESS && !(await canListenOn(host)) ? EVERY_IPV4_ADDRESS : host });
  } catch (cause) {
    throw new Error(reasonOf(cause as NodeJS.ErrnoException, place), { cause });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, { host, port, variables }: ListeningPlace): string {
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop that process, or set ${variables.port}.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine: set ${variables.host}.`;
  if (code === 'EACCES') return `Port ${port} is not open to this user: set ${variables.port} to one above 1023.`;
  return `${message}: set ${variables.host} or ${variables.port}.`;
}

function canListenOn(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(0, host, () => probe.close(() => resolve(true)));
  });
}
