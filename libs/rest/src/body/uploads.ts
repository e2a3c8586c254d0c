import { fastifyMultipart } from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyContentTypeParser, FastifyInstance, FastifyRequest } from 'fastify';
import { refuseUnlessEmpty } from './other-bodies.js';

/** One file of 5 MB and little else. A second file is let through to be refused by name. */
const LIMITS = { fileSize: 5 * 1024 * 1024, files: 2, fields: 10, fieldSize: 1024, parts: 12, headerPairs: 20, headerSize: 4096 };

/** The largest body that can hold what the limits allow. */
export const UPLOAD_LIMIT_BYTES = LIMITS.fileSize + 64 * 1024;

const TAKES_UPLOAD = 'castellanTakesUpload';

/** Lets a route read `multipart/form-data`, and nothing else; everywhere else it is 415 (docs/reference/contract.md#conventions). */
export const TakesUpload = (): MethodDecorator =>
  applyDecorators(RouteConfig({ [TAKES_UPLOAD]: true }), ApiConsumes('multipart/form-data'));

/**
 * Adds the multipart parser, for routes with `@TakesUpload()` alone. The plugin is not registered but called on a stand-in, because its
 * hooks would run at every request of every route, only to delete temporary files, which nothing here makes.
 */
export function readUploads(instance: FastifyInstance): void {
  const standIn = Object.create(instance, {
    addHook: { value: () => standIn },
    addContentTypeParser: {
      value: (type: string, parser: FastifyContentTypeParser) => instance.addContentTypeParser(type, onlyWhereTaken(parser)),
    },
  }) as FastifyInstance; // Object.create says any
  fastifyMultipart(standIn, { limits: LIMITS }, rethrow);
}

function onlyWhereTaken(parser: FastifyContentTypeParser): FastifyContentTypeParser {
  return (request: FastifyRequest, payload, done) => {
    if (takesUpload(request)) void parser(request, payload, done);
    else void refuseUnlessEmpty(request, payload, done);
  };
}

function takesUpload({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as unknown as Record<string, unknown>)[TAKES_UPLOAD] === true; // what RouteConfig put there
}

function rethrow(error?: Error): void {
  if (error) throw error;
}
