import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MethodNotAllowed } from '../errors/http-errors.js';

/** Of a GET that begins or finishes something: a HEAD, which asks what a GET would answer, does neither (RFC 9110 §9.3.2). */
@Injectable()
export class GetAlone implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method === 'HEAD') throw new MethodNotAllowed(['GET']);
    return true;
  }
}
