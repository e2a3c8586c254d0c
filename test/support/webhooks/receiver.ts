import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../app/eventually.js';

/** What a receiver was told. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What it answers; null: nothing, ever. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The other side of webhooks: keeps what it is told, and answers as it is bid. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  private reply: (got: Received) => Reply | null = () => ({ status: 204 });

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => void take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new WebhookReceiver(server, (server.address() as AddressInfo).port);
    const take = (request: IncomingMessage, response: ServerResponse): Promise<void> => receiver.take(request, response);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  answers(reply: Reply | null | ((got: Received) => Reply | null)): void {
    this.reply = typeof reply === 'function' ? reply : () => reply;
  }

  /** What it was told of the event, once there are at least `count`. */
  async told(event: string, count = 1, withinMs = 40_000): Promise<readonly Received[]> {
    const ofEvent = async (): Promise<readonly Received[]> =>
      this.received.filter(({ body }) => (JSON.parse(body) as { type: string }).type === event);
    return eventually(ofEvent, ({ length }) => length >= count, withinMs);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const got = { path: request.url ?? '', headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() };
    this.received.push(got);
    const reply = this.reply(got);
    if (reply) response.writeHead(reply.status, reply.headers).end();
  }
}

/** What it was told, as the library of the standard's authors reads it. @throws WebhookVerificationError */
export const verified = (secret: string, { body, headers }: Received): unknown => new Webhook(secret).verify(body, { ...headers });

/** Has one signature of many this secret? */
export function isSignedBy(secret: string, received: Received): boolean {
  try {
    verified(secret, received);
    return true;
  } catch {
    return false;
  }
}
