import { because, OperatorGate } from '@castellan/accounts';
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

  /** What it signed is worth nothing any more. Gives the id of its successor, if it needs one. @throws ValidationFailed without a reason, told here or by `because` */
  async revoke(operator: Operator, kid: string, reason = ''): Promise<string | null> {
    const said = because(operator, reason);
    return this.gate.actingWithReason(said, 'signing_keys.delete', () => this.keys.revoke(kid, null, said.context));
  }
}
