import type { RequestContext } from '@castellan/common';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import '../client-address/request-augmentation.js';

const USER_AGENT_LENGTH = 512;
/** Browsers send some 60 characters. */
const LANGUAGE_LENGTH = 200;

/** Who asks, for services: address, user agent (its first 512 characters), languages (the first 200), trace id. */
export function contextOf(request: FastifyRequest): RequestContext {
  const userAgent = request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH) ?? null;
  const language = request.headers['accept-language']?.slice(0, LANGUAGE_LENGTH) ?? null;
  return { ip: request.clientAddress, userAgent, language, traceId: request.id, attempt: request.attempt };
}

/** Hands the request's `RequestContext` to a controller method. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): RequestContext =>
  contextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
