import { NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { demandMastery } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

const OWN = { session: ['That is the session you are in. Sign out instead.'] };

/**
 * Ends sessions of others, at the API and at the panel. Every method throws `PermissionDenied`, `ValidationFailed` without a reason
 * (`because`), and `NotFound` for what is not there.
 */
@Injectable()
export class SessionRevocation {
  constructor(
    private readonly gate: OperatorGate,
    private readonly users: UsersRepository,
    private readonly sessions: UserSessions,
    private readonly panelSessions: PanelSessionsRepository,
    private readonly records: OperatorRecords,
  ) {}

  /** At the API and at the panel, but for the one that the operator is in: it has to be good until the end. */
  async endAll(operator: Operator, userId: string): Promise<void> {
    await this.gate.actingWithReason(operator, 'sessions.delete', async () => {
      const user = await this.gate.hold(operator, userId);
      demandMastery(operator, user);
      await this.sessions.endAll(userId, 'admin_revoked', operator.sessionId);
      await this.panelSessions.deleteOf(userId, operator.sessionId);
      await this.records.userChanged('session_revoked', user, { sessions: [null, 'ended'] }, operator.context);
    });
  }

  /** One session at the API. @throws ValidationFailed for one's own */
  async end(operator: Operator, id: string): Promise<void> {
    await this.gate.actingWithReason(operator, 'sessions.delete', async () => {
      if (operator.sessionId === id) throw new ValidationFailed({ errors: OWN });
      const user = await this.gate.hold(operator, (await this.sessions.ownerOf(id)) ?? id);
      demandMastery(operator, user);
      await this.sessions.endByOperator(user.id, id);
      await this.records.userChanged('session_revoked', user, { session: [id, 'ended'] }, operator.context);
    });
  }

  /** One session at the panel: its operator is out with their next request. For superusers. @throws ValidationFailed for one's own */
  async endAtPanel(operator: Operator, id: string): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', async () => {
      if (operator.sessionId === id) throw new ValidationFailed({ errors: OWN });
      const userId = await this.panelSessions.deleteById(id);
      const user = userId === null ? null : await this.users.find(userId);
      if (!user) throw new NotFound();
      await this.records.userChanged('session_revoked', user, { panel_session: [id, 'ended'] }, operator.context);
    });
  }
}
