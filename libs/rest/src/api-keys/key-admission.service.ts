import { PermissionDenied } from '@castellan/access';
import { ApiKeyAuthentication, InvalidApiKey } from '@castellan/api-keys';
import type { AuthenticatedKey } from '@castellan/api-keys';
import { DomainError, Throttled, Unavailable } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KeyDemands } from './key-demands.js';
import { KeyFigures } from './key-figures.js';
import type { KeyOutcome } from './key-figures.js';
import { keepKey } from './shown-key.js';
import { WrongKeys } from './wrong-keys.js';

/** Lets machines in by their keys, where keys open anything. */
@Injectable()
export class KeyAdmission {
  private readonly demands = new KeyDemands();

  constructor(
    private readonly keys: ApiKeyAuthentication,
    private readonly wrong: WrongKeys,
    private readonly figures: KeyFigures,
  ) {}

  /** A route that no key opens is refused before the key is looked at. @throws PermissionDenied, InvalidApiKey, Throttled, Unavailable */
  async admit(context: ExecutionContext, text: string): Promise<true> {
    try {
      const needed = this.demands.demandOpen(context);
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      const key = await this.authenticate(request, text);
      this.demands.demandHeld(key, needed);
      this.figures.count('accepted');
      return true;
    } catch (error) {
      this.figures.count(outcomeOf(error));
      throw error;
    }
  }

  /** One that was revoked or is over is nobody's guess: a machine that was forgotten shuts out no other one at its address. */
  private async authenticate(request: FastifyRequest, text: string): Promise<AuthenticatedKey> {
    const { clientAddress } = request;
    try {
      const { key, isWithinRanges } = await this.keys.authenticate(text, clientAddress, () => this.wrong.demandOpen(clientAddress));
      keepKey(request, key);
      if (!isWithinRanges) throw new OutsideRanges();
      return key;
    } catch (error) {
      if (error instanceof InvalidApiKey && error.extras['reason'] === undefined) await this.wrong.count(clientAddress);
      throw error;
    }
  }
}

/** The answer is that of any other refusal: from where a key may be used is told to nobody who has only the key. */
class OutsideRanges extends PermissionDenied {}

function outcomeOf(error: unknown): KeyOutcome {
  if (error instanceof OutsideRanges) return 'outside';
  if (error instanceof Throttled) return 'throttled';
  if (error instanceof Unavailable || !(error instanceof DomainError)) return 'failed';
  if (!(error instanceof InvalidApiKey)) return 'denied';
  const { reason } = error.extras;
  return reason === 'expired' || reason === 'revoked' ? reason : 'wrong';
}
