import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MalformedFields } from '../errors/malformed-fields.js';
import { NOT_TAKEN } from '../validators/nothing-else.decorator.js';

/** Refuses what stands in the URL where only the body is read: `disable/?for=7d` would be a ban without an end. */
@Injectable()
export class NoQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const names = Object.keys(context.switchToHttp().getRequest<FastifyRequest>().query as object);
    if (names.length === 0) return true;
    throw new MalformedFields({ errors: Object.fromEntries(names.map((name) => [name.slice(0, 50), [NOT_TAKEN]])) });
  }
}
