import type { FastifyInstance } from 'fastify';
import { UnsupportedMediaType } from '../errors/http-errors.js';
import { BODY_LIMIT_BYTES, readJsonBody } from './json-body.js';

/** Makes `application/json` in UTF-8 the only body the API reads; any other type is 415 (docs/reference/contract.md#conventions). */
export function readOnlyJson(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (request, body, done) => {
    try {
      requireUtf8(request.headers['content-type']);
      done(null, readJsonBody(body as Buffer)); // `parseAs: 'buffer'`
    } catch (error) {
      done(error as Error); // only Errors are thrown above
    }
  });
}

/** JSON is UTF-8 (RFC 8259 §8.1); a body that says otherwise would be misread. */
function requireUtf8(contentType = ''): void {
  if (contentType === 'application/json') return;
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8' && charset.toLowerCase() !== 'utf8') throw new UnsupportedMediaType();
}
