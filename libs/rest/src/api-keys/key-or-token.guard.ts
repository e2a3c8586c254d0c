import { AuthGuard } from '@castellan/access';
import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KeyAdmission } from './key-admission.service.js';
import { presentedKey } from './presented-key.js';

/** The one guard of who asks: a key of a machine goes to the keys, and everything else to `AuthGuard`. */
@Injectable()
export class KeyOrTokenGuard implements CanActivate {
  constructor(
    private readonly tokens: AuthGuard,
    private readonly keys: KeyAdmission,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const text = presentedKey(context.switchToHttp().getRequest<FastifyRequest>().headers);
    return text === null ? this.tokens.canActivate(context) : this.keys.admit(context, text);
  }
}
