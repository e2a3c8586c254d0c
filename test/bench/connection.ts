import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  /** Status line and headers. */
  readonly head: string;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/**
 * One keep-alive connection, one request at a time. It understands only what the measured servers answer (Content-Length or chunks, no
 * trailers), so that the client's own work stays small beside theirs.
 */
export class Connection {
  private received = '';
  private waiting: Waiting | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Connection(socket);
  }

  /** Sends bytes made by `request`; rejects when the answer is not a 200. */
  async send(request: string): Promise<Answer> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      if (this.socket.destroyed) throw new Error('The connection is closed.');
      this.waiting = { resolve, reject };
      this.socket.write(request, 'latin1');
    });
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status}: ${answer.body}`);
    return answer;
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = this.received.slice(0, headEnd);
    const begin = headEnd + HEAD_END.length;
    const end = begin + bodyLength(head, this.received.slice(begin));
    if (this.received.length < end) return;
    const body = this.received.slice(begin, end);
    const answer = { status: Number(head.slice(9, 12)), head, body: isChunked(head) ? joined(body) : body };
    this.received = this.received.slice(end);
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.resolve(answer);
  }
}

/** Infinite as long as the last chunk is not there. */
function bodyLength(head: string, rest: string): number {
  if (isChunked(head)) return rest.endsWith(LAST_CHUNK) ? rest.length : Infinity;
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without Content-Length:\n${head}`);
  return Number(length);
}

const isChunked = (head: string): boolean => /\r\ntransfer-encoding: chunked/i.test(head);

/** Without the sizes of the chunks (RFC 9112 §7.1). */
function joined(chunks: string): string {
  let body = '';
  for (let at = 0; ;) {
    const data = chunks.indexOf('\r\n', at) + 2;
    const size = parseInt(chunks.slice(at, data), 16);
    if (size === 0) return body;
    body += chunks.slice(data, data + size);
    at = data + size + 2;
  }
}

/** The bytes of a request; with a `body` it is JSON. */
export function request(method: 'GET' | 'POST', path: string, headers: Readonly<Record<string, string>> = {}, body?: object): string {
  const json = body ? JSON.stringify(body) : '';
  const all = {
    host: 'localhost',
    'user-agent': 'castellan-bench',
    accept: 'application/json',
    ...headers,
    ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}${HEAD_END}${json}`;
}
