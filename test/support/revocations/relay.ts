import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What lies between a service and a Castellan, and may be cut. */
export class Relay {
  /** How often the feed was asked. */
  asked = 0;
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private target: string,
  ) {
    server.on('request', (given: IncomingMessage, answer: ServerResponse) => this.pass(given, answer));
  }

  static async to(target: string): Promise<Relay> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Relay(server, target);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/api/auth/revocations/`; // a TCP server has a port
  }

  /** Open requests end, and new ones are refused. */
  cut(): void {
    this.isCut = true;
    this.server.closeAllConnections();
  }

  /** To the same one, or to another node. */
  mend(target = this.target): void {
    this.target = target;
    this.isCut = false;
  }

  close(): Promise<void> {
    this.cut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private pass(given: IncomingMessage, answer: ServerResponse): void {
    if (this.isCut) return void given.socket.destroy();
    this.asked += 1;
    const { authorization = '' } = given.headers;
    const passed = request(new URL(given.url ?? '/', this.target), { headers: { authorization }, agent: false }, (from) => {
      answer.writeHead(from.statusCode ?? 502, { 'content-type': 'application/json' });
      from.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    passed.end();
  }
}
