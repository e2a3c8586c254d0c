import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { ProviderFinding } from '../federation.types.js';
import { Failed } from '../providers/failures.js';
import { Providers } from '../providers/providers.service.js';
import type { ConfiguredProvider } from '../providers/providers.service.js';

/** Asks the providers whether they are there, for operators: `FederationModule.forExamination` has it without any store. */
@Injectable()
export class Examination {
  constructor(
    private readonly configured: Providers,
    private readonly clock: Clock,
  ) {}

  /** Asks each of them at once, without any memory of earlier answers. */
  examine(): Promise<readonly ProviderFinding[]> {
    return Promise.all(this.configured.all.map((asked) => this.finding(asked)));
  }

  private async finding({ settings: { id, name, issuer }, provider }: ConfiguredProvider): Promise<ProviderFinding> {
    const began = this.clock.monotonic();
    const problem = await provider.examine().then(() => null, reasonOf);
    return { provider: { id, name }, issuer, problem, tookMs: Math.round(this.clock.monotonic() - began) };
  }
}

const reasonOf = (error: unknown): string => (error instanceof Failed ? error.reason : 'something went wrong');
