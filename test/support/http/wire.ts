import { connect, type Socket } from 'node:net';

/** A connection on which bytes are sent as they are, which no HTTP client would send. */
export interface Wire {
  readonly socket: Socket;
  /** Everything that came until it was closed. */
  readonly answer: Promise<string>;
}

/** Opens a connection to a port of this machine, and writes. */
export function talk(port: number, text: string): Wire {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let read = '';
    socket.on('data', (chunk) => (read += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(read));
  });
  socket.write(text);
  return { socket, answer };
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a problem. */
  readonly code: unknown;
}

export function parsed(answer: string): WireAnswer {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((each) => [each.slice(0, each.indexOf(':')).toLowerCase(), each.split(': ')[1]!]));
  const code = headers['content-type']?.includes('problem+json') ? (JSON.parse(body) as { readonly code: unknown }).code : undefined;
  return { status: Number(line.split(' ')[1]), headers, code };
}
