import { FailedJobs } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { KeyRotation } from '@castellan/keys';
import { Groups, Permissions } from '@castellan/permissions';
import { RegistrationSources } from '@castellan/sources';
import type { Operator } from '@castellan/accounts';
import { OperatorGate } from '@castellan/accounts';

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
    private readonly gate: OperatorGate,
  ) {}

  /** Without permissions: those are given by superusers. @throws GroupNameRefused */
  async createGroup(operator: Operator, name: string): Promise<string> {
    return this.gate.acting(operator, 'groups.add', () => this.groups.createGroup(name, [], operator.context));
  }

  /** @param version of the row when the form was opened @throws GroupNameRefused, also when somebody renamed it since */
  async renameGroup(operator: Operator, id: string, name: string, version: string): Promise<void> {
    await this.gate.acting(operator, 'groups.change', () => this.groups.renameGroup(id, name, operator.context, version));
  }

  async deleteGroup(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'groups.delete', () => this.groups.deleteGroup(id, operator.context));
  }

  /** What is not named is taken away. @throws UnknownPermission */
  async setGroupPermissions(operator: Operator, id: string, permissions: readonly string[]): Promise<void> {
    await this.gate.acting(operator, 'superuser', () => this.groups.setGroupPermissions(id, permissions, operator.context));
  }

  /** The groups the user is in afterwards; what is not named is left. */
  async setMemberships(operator: Operator, userId: string, groupIds: readonly string[]): Promise<void> {
    await this.gate.acting(operator, 'superuser', async () => {
      const present = (await this.groups.groupsOf(userId)).map(({ id }) => id);
      for (const id of groupIds) if (!present.includes(id)) await this.groups.addToGroup(id, userId, operator.context);
      for (const id of present) if (!groupIds.includes(id)) await this.groups.removeFromGroup(id, userId, operator.context);
    });
  }

  /** What the user alone may do afterwards. @throws UnknownPermission */
  async setUserPermissions(operator: Operator, userId: string, permissions: readonly string[]): Promise<void> {
    await this.gate.acting(operator, 'superuser', async () => {
      const taken = (await this.permissions.grantedTo(userId)).filter((name) => !permissions.includes(name));
      await this.permissions.grantToUser(userId, permissions, operator.context);
      await this.permissions.revokeFromUser(userId, taken, operator.context);
    });
  }

  /** @param name null gives it back the one it gets by its URL @throws ValidationFailed, also when somebody changed the source since */
  async renameSource(operator: Operator, id: string, name: string | null, version: string): Promise<void> {
    await this.gate.acting(operator, 'sources.change', () => this.sources.rename(id, name, operator.context, version));
  }

  async setSourceActive(operator: Operator, id: string, isActive: boolean): Promise<void> {
    await this.gate.acting(operator, 'sources.change', () => this.sources.setActive(id, isActive, operator.context));
  }

  /** A new signing key. Gives its id. */
  async rotateKeys(operator: Operator): Promise<string> {
    return this.gate.acting(operator, 'signing_keys.add', () => this.keys.rotate(operator.context));
  }

  /** What it signed is worth nothing any more. @param reason may be empty; kept in the audit log */
  async revokeKey(operator: Operator, kid: string, reason: string): Promise<string | null> {
    const why = reason.trim() === '' ? null : reason.trim();
    return this.gate.acting(operator, 'signing_keys.delete', () => this.keys.revoke(kid, why, operator.context));
  }

  async retryJob(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'jobs.change', async () => {
      const changes = { queue: [null, await this.jobs.retry(id)] } as const;
      await this.audit.record({ action: 'job.retried', target: { type: 'job', id }, changes, context: operator.context });
    });
  }

  async dropJob(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'jobs.delete', async () => {
      const changes = { queue: [await this.jobs.drop(id), null] } as const;
      await this.audit.record({ action: 'job.deleted', target: { type: 'job', id }, changes, context: operator.context });
    });
  }
}
