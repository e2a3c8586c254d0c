import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can stop to carry anything without closing a connection, as a network does that loses every packet. */
export interface Network {
  /** The address of the server by this way. */
  readonly url: string;
  /** From now on nothing arrives; connections are still taken. */
  beSilent(): void;
  /** What was held back arrives, and all else. */
  speak(): void;
  /** New connections are carried again, and none of the old ones: neither end of those hears of the other any more. */
  speakAnew(): void;
  close(): void;
}

/** @param target the address of a server, with its port unless it is PostgreSQL's */
export async function startNetwork(target: string): Promise<Network> {
  const url = new URL(target);
  const { hostname: host, port } = url;
  const sockets = new Set<Socket>();
  let silent = false;
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from);
    if (silent) from.pause();
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(Number(port || 5432), host);
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a port
  const all = (isSilent: boolean): void => {
    silent = isSilent;
    for (const socket of sockets) socket[isSilent ? 'pause' : 'resume']();
  };
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: url.href, beSilent: () => all(true), speak: () => all(false), speakAnew: () => void (silent = false), close };
}
