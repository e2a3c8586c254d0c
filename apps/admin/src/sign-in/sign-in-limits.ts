import { clientNetwork } from '@castellan/common';
import type { Allowances } from '@castellan/limits';
import type { limitRules } from '@castellan/rest';

/** How often one network may try to come in; the same numbers as at the API, counted apart, by all nodes together. */
export class SignInLimits {
  constructor(
    private readonly allowances: Allowances,
    private readonly rules: ReturnType<typeof limitRules>,
  ) {}

  /** @throws Throttled; Unavailable when the store is away: the panel stays shut then */
  async count(step: 'login' | 'verify_2fa' | 'passkey_options', ip: string): Promise<void> {
    const rule = this.rules[step];
    if (!rule) return;
    await this.allowances.demand({ name: `panel:${step}:${clientNetwork(ip)}`, uses: rule.limit, windowMs: rule.windowMs });
  }
}
