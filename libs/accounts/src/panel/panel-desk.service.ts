import { FailedJobs, Transaction } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { KeyRotation } from '../keys/key-rotation.service.js';
import { Groups } from '../permissions/groups.service.js';
import { Permissions } from '../permissions/permissions.service.js';
import { RegistrationSources } from '../sources/registration-sources.service.js';
import { demand, demandSuperuser } from './operator.js';
import type { Operator } from './operator.js';

/** What operators do at the panel besides users. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelDesk {
  constructor(
    private readonly groups: Groups,
    private readonly permissions: Permissions,
    private readonly sources: RegistrationSources,
    private readonly keys: KeyRotation,
    private readonly jobs: FailedJobs,
    private readonly audit: AuditLog,
    private readonly transaction: Transaction,
  ) {}

  /** Without permissions: those are given by superusers. @throws GroupNameRefused */
  async createGroup(operator: Operator, name: string): Promise<string> {
    demand(operator, 'groups.add');
    return this.groups.createGroup(name, [], operator.context);
  }

  /** @param version of the row when the form was opened @throws GroupNameRefused, also when somebody renamed it since */
  async renameGroup(operator: Operator, id: string, name: string, version: string): Promise<void> {
    demand(operator, 'groups.change');
    await this.groups.renameGroup(id, name, operator.context, version);
  }

  async deleteGroup(operator: Operator, id: string): Promise<void> {
    demand(operator, 'groups.delete');
    await this.groups.deleteGroup(id, operator.context);
  }

  /** What is not named is taken away. @throws UnknownPermission */
  async setGroupPermissions(operator: Operator, id: string, permissions: readonly string[]): Promise<void> {
    demandSuperuser(operator);
    await this.groups.setGroupPermissions(id, permissions, operator.context);
  }

  /** The groups the user is in afterwards; what is not named is left. */
  async setMemberships(operator: Operator, userId: string, groupIds: readonly string[]): Promise<void> {
    demandSuperuser(operator);
    const present = (await this.groups.groupsOf(userId)).map(({ id }) => id);
    for (const id of groupIds) if (!present.includes(id)) await this.groups.addToGroup(id, userId, operator.context);
    for (const id of present) if (!groupIds.includes(id)) await this.groups.removeFromGroup(id, userId, operator.context);
  }

  /** What the user alone may do afterwards. @throws UnknownPermission */
  async setUserPermissions(operator: Operator, userId: string, permissions: readonly string[]): Promise<void> {
    demandSuperuser(operator);
    const present = await this.permissions.grantedTo(userId);
    await this.permissions.grantToUser(userId, permissions, operator.context);
    await this.permissions.revokeFromUser(
      userId,
      present.filter((name) => !permissions.includes(name)),
      operator.context,
    );
  }

  /** @param name null gives it back the one it gets by its URL @throws ValidationFailed, also when somebody changed the source since */
  async renameSource(operator: Operator, id: string, name: string | null, version: string): Promise<void> {
    demand(operator, 'sources.change');
    await this.sources.rename(id, name, operator.context, version);
  }

  async setSourceActive(operator: Operator, id: string, isActive: boolean): Promise<void> {
    demand(operator, 'sources.change');
    await this.sources.setActive(id, isActive, operator.context);
  }

  /** A new signing key. Gives its id. */
  async rotateKeys(operator: Operator): Promise<string> {
    demand(operator, 'signing_keys.add');
    return this.keys.rotate(operator.context);
  }

  async retryJob(operator: Operator, id: string): Promise<void> {
    demand(operator, 'jobs.change');
    await this.transaction.run(async () => {
      const changes = { queue: [null, await this.jobs.retry(id)] } as const;
      await this.audit.record({ action: 'job.retried', target: { type: 'job', id }, changes, context: operator.context });
    });
  }

  async dropJob(operator: Operator, id: string): Promise<void> {
    demand(operator, 'jobs.delete');
    await this.transaction.run(async () => {
      const changes = { queue: [await this.jobs.drop(id), null] } as const;
      await this.audit.record({ action: 'job.deleted', target: { type: 'job', id }, changes, context: operator.context });
    });
  }
}
