import type { FastifyContentTypeParser, FastifyInstance } from 'fastify';
import { UnsupportedMediaType } from '../errors/http-errors.js';

/**
 * A body of a type that the route does not read. One without a byte is no body, whatever its type says: `curl -X POST -d ''` names a
 * form, proxies turn no body into an empty chunk. The first byte is 415; the rest is neither kept nor waited for.
 */
export const refuseUnlessEmpty: FastifyContentTypeParser = (_request, payload, done) => {
  payload.once('data', () => done(new UnsupportedMediaType()));
  payload.once('end', () => done(null, {}));
  payload.once('error', (error: Error) => done(error));
  payload.resume();
};

/** Adds the parser of all types that have none. */
export function refuseOtherBodies(instance: FastifyInstance): void {
  instance.addContentTypeParser('*', refuseUnlessEmpty);
}
