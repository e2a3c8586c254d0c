import type { RequestContext } from '@castellan/common';
import { AuthEvents } from '@castellan/log';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Gate {
  constructor(private readonly events: AuthEvents) {}

  async refuse(userId: string, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'login', status: 'failure', reason: 'gate_closed', userId, context });
  }

  /** The newest first; what still waits in memory is written before. */
  refusalsOf(userId: string) {
    return this.events.search({ userId, status: 'failure', limit: 20 });
  }
}
