import type { Readable } from 'node:stream';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { Busboy } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseUnlessEmpty } from './other-bodies.js';

/** One file of 5 MB and little else. A second file is let through to be refused by name. */
const LIMITS = { fileSize: 5 * 1024 * 1024, files: 2, fields: 10, fieldSize: 1024, parts: 12, headerPairs: 20, headerSize: 4096 };

/** The largest body that can hold what the limits allow. */
export const UPLOAD_LIMIT_BYTES = LIMITS.fileSize + 64 * 1024;

const TAKES_UPLOAD = 'castellanTakesUpload';

/** Lets a route read `multipart/form-data`, and nothing else; everywhere else it is 415 (docs/reference/contract.md#conventions). */
export const TakesUpload = (): MethodDecorator =>
  applyDecorators(RouteConfig({ [TAKES_UPLOAD]: true }), ApiConsumes('multipart/form-data'));

/** A form with a file in it, of which nothing has been read yet: guards come first. */
export class Upload {
  constructor(
    private readonly payload: Readable,
    private readonly contentType: string,
  ) {}

  /**
   * Hands each file to `take` as it comes, with what ends the reading; texts are passed over. Rejects with that, and for a form that cannot
   * be read or is beyond the limits. What is still coming then is read and dropped, or the client would not read our answer.
   */
  async read(take: (name: string | undefined, file: Readable, refuse: (reason: Error) => void) => void): Promise<void> {
    const reading = new Promise<void>((resolve, reject) => {
      const reader = new Busboy({ headers: { 'content-type': this.contentType }, limits: LIMITS });
      for (const limit of LIMIT_EVENTS) reader.on(limit, () => reject(new Error(limit)));
      reader.on('file', (name: string | undefined, file) => take(name, file.on('error', reject), reject)); // a part need not have a name
      reader.on('error', reject).on('finish', resolve);
      this.payload.on('error', reject).pipe(reader);
    });
    await reading.catch((error: unknown) => {
      this.payload.unpipe().resume();
      throw error;
    });
  }
}

const LIMIT_EVENTS = ['partsLimit', 'filesLimit', 'fieldsLimit'] as const;

/** Apart from the body, which pipes look into. */
const uploads = new WeakMap<FastifyRequest, Upload>();

/** Undefined for a request that is none. */
export const uploadOf = (request: FastifyRequest): Upload | undefined => uploads.get(request);

/** Adds the parser of uploads, for routes with `@TakesUpload()` alone. */
export function readUploads(instance: FastifyInstance): void {
  instance.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload, done) => {
    if (!takesUpload(request)) {
      void refuseUnlessEmpty(request, payload, done);
      return;
    }
    uploads.set(request, new Upload(payload, request.headers['content-type'] ?? ''));
    done(null);
  });
}

function takesUpload({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as unknown as Record<string, unknown>)[TAKES_UPLOAD] === true; // what RouteConfig put there
}
