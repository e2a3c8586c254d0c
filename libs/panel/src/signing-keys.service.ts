import { OperatorGate } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { KeyRotation } from '@castellan/keys';
import { Injectable } from '@nestjs/common';

/** Signing keys. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelSigningKeys {
  constructor(
    private readonly gate: OperatorGate,
    private readonly keys: KeyRotation,
  ) {}

  /** A new one. Gives its id. */
  async rotate(operator: Operator): Promise<string> {
    return this.gate.acting(operator, 'signing_keys.add', () => this.keys.rotate(operator.context));
  }

  /** What it signed is worth nothing any more. Gives the id of its successor, if it needs one. @param reason may be empty; kept in the audit log */
  async revoke(operator: Operator, kid: string, reason: string): Promise<string | null> {
    const why = reason.trim() === '' ? null : reason.trim();
    return this.gate.acting(operator, 'signing_keys.delete', () => this.keys.revoke(kid, why, operator.context));
  }
}
