import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The name that the listener hears in `Host`, unless told. */
export const INNER_HOST = 'panel.internal:3001';

/** A reverse proxy as operators put one before a listener of ours: it hands on what is below a path, to a host that it names itself. */
export class PathProxy {
  private constructor(
    private readonly server: Server,
    /** Where browsers reach it, with the path. */
    readonly base: string,
  ) {}

  /** @param strips whether the path is taken off on the way; @param port any, unless told; @param host what the listener hears in `Host` */
  static async start(
    target: string,
    { path, strips, port = 0, host = INNER_HOST }: { path: string; strips: boolean; port?: number; host?: string },
  ): Promise<PathProxy> {
    // The bundling of AdminJS holds this process up for longer than Node keeps an idle connection, which the next request would then lose.
    const server = createServer({ keepAliveTimeout: 60_000 }, (asked, answer) => {
      const url = asked.url ?? '/';
      if (url !== path && !url.startsWith(`${path}/`)) answer.writeHead(502).end('not below the path');
      else pass(asked, answer, target + (strips ? url.slice(path.length) || '/' : url), host);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address() as AddressInfo; // a TCP server has a port
    return new PathProxy(server, `http://127.0.0.1:${address.port}${path}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function pass(asked: IncomingMessage, answer: ServerResponse, url: string, host: string): void {
  const inner = request(url, { method: asked.method ?? 'GET', headers: { ...asked.headers, host } }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  inner.on('error', () => answer.destroy());
  asked.pipe(inner);
}
