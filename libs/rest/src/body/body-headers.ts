import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnsupportedCoding } from '../errors/http-errors.js';

/** Reads what headers say of the body before a parser is chosen: no body needs no type, and none may be packed. */
export function readBodyHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const isEmpty = isWithoutBody(headers);
    if (isEmpty) delete headers['content-type']; // whatever it says, there is nothing to read
    done(!isEmpty && isPacked(headers['content-encoding']) ? new UnsupportedCoding() : undefined);
  });
}

type Headers = FastifyRequest['headers'];

/** RFC 9112 §6.3. */
function isWithoutBody({ 'transfer-encoding': transfer, 'content-length': length }: Headers): boolean {
  return transfer === undefined && (length === undefined || length === '0');
}

function isPacked(coding: string | undefined): boolean {
  return coding !== undefined && coding.trim().toLowerCase() !== 'identity';
}
