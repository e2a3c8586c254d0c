import { clientNetwork } from '@castellan/common';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { KEEP_ALIVE_MS, REQUEST_MS, STILL_MS } from './listener-options.js';
import { answerRaw, codeOfParserError } from './raw-answers.js';

/** Connections that a listener holds at once, where the host does not tell. */
export const MAX_CONNECTIONS = 8_192;
/** One network holds no more than this part of the connections, so that no stranger can take them all. */
const SHARE_OF_A_NETWORK = 1 / 4;

/** At the end of the service, how long a request may still arrive, and an answer still be on its way. */
const ARRIVAL_MS = 1_000;
const ANSWER_MS = 20_000; // orchestrators kill after 30

export interface ListenerBounds {
  /** The security headers of every answer, for those that no handler gives. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxConnections: number;
  /** Peers that many clients come through. */
  readonly isProxy: (address: string) => boolean;
  /** Whether no connection is to be kept for another request. */
  readonly isDraining: () => boolean;
}

/** Bounds what clients hold open on a listener, answers what its parser refuses, and lets go of connections at the end of the service. */
export class ListenerGuard {
  /** Each open connection and the last answer on it. */
  private readonly open = new Map<Socket, ServerResponse | null>();
  private readonly perNetwork = new Map<string, number>();
  private bounds: ListenerBounds = { headers: {}, maxConnections: Infinity, isProxy: () => false, isDraining: () => false };
  private refused = 0;

  get headers(): Readonly<Record<string, string>> {
    return this.bounds.headers;
  }

  get connections(): number {
    return this.open.size;
  }

  /** Connections that were closed at once, because there were too many. */
  get refusedConnections(): number {
    return this.refused;
  }

  /** Once, before the server listens. */
  attach(server: Server, bounds: ListenerBounds): void {
    this.bounds = bounds;
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.headersTimeout = REQUEST_MS; // were it the longer of the two, Node would swap them
    server.requestTimeout = REQUEST_MS;
    server.timeout = STILL_MS;
    server.maxHeadersCount = 0; // Node drops what is beyond, as the X-Forwarded-For that a proxy adds at the end; 16 kB bound them
    server.on('connection', (socket: Socket) => this.admit(socket));
    server.prependListener('request', (_request, answer) => {
      if (bounds.isDraining()) answer.shouldKeepAlive = false; // the answer says `Connection: close`, and so none is cut later
    });
    server.on('request', ({ socket }, answer) => {
      if (this.open.has(socket)) this.open.set(socket, answer);
    });
    server.on('connect', (_request, socket) => answerRaw(socket as Socket, 'bad_request', bounds.headers)); // no proxy
    server.on('checkExpectation', (request, answer) => server.emit('request', request, answer)); // may be ignored (RFC 9110 §10.1.1)
  }

  /** For `clientError` of the server. Where an answer has begun a second one would be read as part of it, or as that to the next request. */
  readonly answerClientError = (error: Error & { readonly code?: string }, socket: Socket): void => {
    const answer = this.open.get(socket);
    const refuse = (): void => answerRaw(socket, codeOfParserError(error.code), this.bounds.headers);
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (answer && isDue(answer))
      answer.once('finish', refuse); // what came first is answered first
    else if (hasBegun(answer)) socket.destroy();
    else refuse();
  };

  /**
   * At the end of the service: what has arrived is answered, what is still arriving gets a second, and nothing keeps the process longer
   * than twenty. Call it when nothing new is accepted.
   */
  letGo(): void {
    setTimeout(() => this.cutArriving(), ARRIVAL_MS).unref();
    setTimeout(() => this.cutAll(), ANSWER_MS).unref();
  }

  private admit(socket: Socket): void {
    const network = clientNetwork(socket.remoteAddress ?? '');
    const held = this.perNetwork.get(network) ?? 0;
    if (this.isTooMany(held, socket.remoteAddress ?? '')) {
      this.refused += 1;
      socket.destroy();
      return;
    }
    this.open.set(socket, null);
    this.perNetwork.set(network, held + 1);
    socket.once('close', () => this.forget(socket, network));
  }

  private isTooMany(held: number, address: string): boolean {
    const { maxConnections, isProxy } = this.bounds;
    if (this.open.size >= maxConnections) return true;
    return held >= maxConnections * SHARE_OF_A_NETWORK && !isProxy(address);
  }

  private forget(socket: Socket, network: string): void {
    this.open.delete(socket);
    const held = (this.perNetwork.get(network) ?? 1) - 1;
    if (held > 0) this.perNetwork.set(network, held);
    else this.perNetwork.delete(network);
  }

  private cutArriving(): void {
    for (const [socket, answer] of this.open) {
      if (answer && isDue(answer)) continue;
      if (hasBegun(answer) || !answer || answer.req.complete) socket.destroy();
      else answerRaw(socket, 'unavailable', this.bounds.headers);
    }
  }

  private cutAll(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }
}

/** Whether a request has arrived whole and its answer is not all sent. */
const isDue = (answer: ServerResponse): boolean => answer.req.complete && !answer.writableFinished;

/** Whether the last answer is on its way, or was given before its request had arrived whole. */
function hasBegun(answer: ServerResponse | null | undefined): boolean {
  return answer?.headersSent === true && !(answer.writableFinished && answer.req.complete);
}
