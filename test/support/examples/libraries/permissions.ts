import type { OperatorContext } from '@castellan/log';
import { Groups } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';

@Injectable()
export class SupportTeam {
  constructor(private readonly groups: Groups) {}

  /** Each change is in the audit log, under who made it, and holds at the members' very next request. */
  async found(context: OperatorContext): Promise<string> {
    return this.groups.createGroup('Support', ['users.view', 'users.change'], context);
  }
}
