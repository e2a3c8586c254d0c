import { OperatorGate } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { RegistrationSources } from '@castellan/sources';
import { Injectable } from '@nestjs/common';

/** Registration sources. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelSources {
  constructor(
    private readonly gate: OperatorGate,
    private readonly sources: RegistrationSources,
  ) {}

  /** @param name null gives it back the one it gets by its URL @throws ValidationFailed, also when somebody changed the source since */
  async rename(operator: Operator, id: string, name: string | null, version: string): Promise<void> {
    await this.gate.acting(operator, 'sources.change', () => this.sources.rename(id, name, operator.context, version));
  }

  async setActive(operator: Operator, id: string, isActive: boolean): Promise<void> {
    await this.gate.acting(operator, 'sources.change', () => this.sources.setActive(id, isActive, operator.context));
  }
}
