import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a proxy sees of a node: `/readyz`, answers that tell what arrived, and at `/dropped` none at all. */
export class FakeNode {
  /** Method and path of each request but the proxy's own question. */
  readonly taken: string[] = [];
  isReady = true;

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(): Promise<FakeNode> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server has a port
    const node = new FakeNode(server, `127.0.0.1:${port}`);
    server.on('request', (request, response) => node.answer(request, response));
    return node;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://node');
    if (pathname === '/readyz') return void response.writeHead(this.isReady ? 200 : 503).end();
    this.taken.push(`${request.method ?? ''} ${pathname}`);
    if (pathname === '/dropped') return void request.socket.destroy();
    request.resume().once('end', () => response.end(JSON.stringify({ node: this.address, from: request.headers['x-forwarded-for'] })));
  }
}
