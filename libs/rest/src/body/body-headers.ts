import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnsupportedCoding } from '../errors/http-errors.js';

/** Reads what headers say of the body before a parser is chosen: no body needs no type, and none may be packed. */
export function readBodyHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const isEmpty = isWithoutBody(headers);
    if (isEmpty) delete headers['content-type']; // whatever it says, there is nothing to read
    done(!isEmpty && isPacked(headers) ? new UnsupportedCoding() : undefined);
  });
}

type Headers = FastifyRequest['headers'];

/** RFC 9112 §6.3. */
function isWithoutBody({ 'transfer-encoding': transfer, 'content-length': length }: Headers): boolean {
  return transfer === undefined && (length === undefined || length === '0');
}

/** Node takes the chunks apart and leaves any other transfer coding as it is (RFC 9112 §6.1). */
function isPacked({ 'transfer-encoding': transfer, 'content-encoding': coding }: Headers): boolean {
  return !isOnly(transfer, 'chunked') || !isOnly(coding, 'identity');
}

const isOnly = (coding: string | undefined, known: string): boolean => coding === undefined || coding.trim().toLowerCase() === known;
