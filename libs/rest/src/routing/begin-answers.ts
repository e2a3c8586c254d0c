import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ClientAddress } from '../client-address/client-address.js';
import '../client-address/request-augmentation.js';

interface Beginning {
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly addresses: ClientAddress;
  /** What is answered as `X-Request-Id`: the id of the request, where it is left out. */
  readonly idOf?: (request: FastifyRequest) => string;
}

/** Gives each request its client's address. What it returns begins an answer; it runs for every request, before anything else. */
export function beginAnswers(
  instance: FastifyInstance,
  { headers, addresses, idOf = ({ id }) => id }: Beginning,
): (request: FastifyRequest, reply: FastifyReply) => void {
  instance.decorateRequest('clientAddress', {
    getter(this: FastifyRequest) {
      return addresses.of(this.raw.socket.remoteAddress, this.headers['x-forwarded-for']);
    },
  });
  const names = Object.entries(headers);
  return (request, reply) => {
    for (const [name, value] of names) reply.header(name, value);
    reply.header('x-request-id', idOf(request));
    reply.header('cache-control', 'no-store'); // of every path, however it is spelt; what may be kept says so itself
    addresses.note(request.raw.socket.remoteAddress, request.headers);
  };
}
