import { NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { UsersRepository } from '../users/users.repository.js';
import type { Operator } from './operator.js';
import { PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';
import { PanelWork } from './panel-work.js';

const OWN = { session: ['That is the session you are in. Sign out instead.'] };

/** What superusers do to other operators at the panel. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelOperators {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: PanelSessionsRepository,
    private readonly work: PanelWork,
  ) {}

  /** The operator is out with their next request. @throws ValidationFailed for one's own */
  async endSession(operator: Operator, id: string): Promise<void> {
    await this.work.acting(operator, 'superuser', async () => {
      if (operator.sessionId === id) throw new ValidationFailed({ errors: OWN });
      const userId = await this.sessions.deleteById(id);
      const user = userId === null ? null : await this.users.find(userId);
      if (!user) throw new NotFound();
      await this.work.changed(operator, user, 'session_revoked', { panel_session: [id, 'ended'] });
    });
  }
}
