import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ApiError {
  readonly status: number;
  readonly code: number;
}

/** Messages API of Twilio on this machine: it knows one account, and takes messages or refuses them as it is told. */
export class TwilioServer {
  /** The forms of all messages, taken or refused. */
  readonly asked: Readonly<Record<string, string>>[] = [];
  /** The names of those it took. */
  readonly taken: string[] = [];
  /** What the next requests are answered; then again with success. */
  readonly refusals: ApiError[] = [];
  readonly accountSid = `AC${'0'.repeat(32)}`;
  readonly authToken = '5'.repeat(32);
  private port = 0;
  private server: Server | null = null;

  static async start(): Promise<TwilioServer> {
    const server = new TwilioServer();
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  async startAgain(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port; // it listens on a port
    this.server = server;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
    this.server = null;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    if (isOwnAccount(request, this.accountSid) && !this.isRefused(request)) {
      reply(response, 200, { sid: this.accountSid, status: 'active' });
      return;
    }
    const refusal = this.refusalOf(request);
    if (!refusal) this.asked.push(form);
    const planned = refusal ?? this.refusals.shift();
    if (planned) {
      reply(response, planned.status, errorBody(planned, form['To'] ?? ''));
      return;
    }
    const sid = `SM${randomBytes(16).toString('hex')}`;
    this.taken.push(sid);
    reply(response, 201, { sid, status: 'queued', to: form['To'], body: form['Body'], error_code: null });
  }

  private refusalOf(request: IncomingMessage): ApiError | null {
    const isMessage = request.method === 'POST' && request.url === `/2010-04-01/Accounts/${this.accountSid}/Messages.json`;
    if (!isMessage && !isOwnAccount(request, this.accountSid)) return { status: 404, code: 20404 };
    return this.isRefused(request) ? { status: 401, code: 20003 } : null;
  }

  private isRefused({ headers }: IncomingMessage): boolean {
    return headers.authorization !== `Basic ${Buffer.from(`${this.accountSid}:${this.authToken}`).toString('base64')}`;
  }
}

const isOwnAccount = ({ method, url }: IncomingMessage, sid: string): boolean =>
  method === 'GET' && url === `/2010-04-01/Accounts/${sid}.json`;

/** Twilio's words name the number. */
function errorBody({ status, code }: ApiError, to: string): object {
  return { status, code, message: `Invalid 'To' Phone Number: ${to}`, more_info: `https://www.twilio.com/docs/errors/${String(code)}` };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
