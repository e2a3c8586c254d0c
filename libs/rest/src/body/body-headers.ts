import type { Http2Stream } from 'node:http2';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnsupportedCoding } from '../errors/http-errors.js';

/** Reads what headers say of the body before a parser is chosen: no body needs no type, and none may be packed. */
export function readBodyHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', ({ raw }, _reply, done) => {
    const { headers } = raw;
    const isEmpty = isWithoutBody(raw);
    if (isEmpty) delete headers['content-type']; // whatever it says, there is nothing to read
    done(!isEmpty && isPacked(headers) ? new UnsupportedCoding() : undefined);
  });
}

type Headers = FastifyRequest['headers'];

/** A request of a host may have come by HTTP/2. */
type Raw = FastifyRequest['raw'] & { readonly stream?: Pick<Http2Stream, 'endAfterHeaders'> };

/** HTTP/1 says by headers whether there is a body (RFC 9112 §6.3), HTTP/2 by its frames (RFC 9113 §8.1). */
function isWithoutBody({ headers, stream }: Raw): boolean {
  const { 'transfer-encoding': transfer, 'content-length': length } = headers;
  if (stream && length === undefined) return stream.endAfterHeaders;
  return transfer === undefined && (length === undefined || length === '0');
}

/** Node takes the chunks apart and leaves any other transfer coding as it is (RFC 9112 §6.1). */
function isPacked({ 'transfer-encoding': transfer, 'content-encoding': coding }: Headers): boolean {
  return !isOnly(transfer, 'chunked') || !isOnly(coding, 'identity');
}

const isOnly = (coding: string | undefined, known: string): boolean => coding === undefined || coding.trim().toLowerCase() === known;
