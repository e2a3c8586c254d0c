import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GivenQuery } from './list-query.js';

/** All parameters of the URL: what a list does not know it refuses, where the pipe of other routes would leave it out. */
export const Given = createParamDecorator(
  (_data: undefined, context: ExecutionContext): GivenQuery => context.switchToHttp().getRequest<FastifyRequest>().query as GivenQuery,
);
