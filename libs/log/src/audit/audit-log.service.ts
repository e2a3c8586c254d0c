import { randomUUID } from 'node:crypto';
import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Actor } from './actor.js';
import type { AuditAction } from './audit-actions.js';
import { keptChanges, storable } from './audit-changes.js';
import { AuditChain } from './audit-chain.js';
import type { AuditContent, AuditRecord } from './audit-entry.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { AUDIT_OPTIONS } from './audit.options.js';
import type { AuditOptions } from './audit.options.js';
import type { AuditSearch } from './audit-search.js';

type Draft = Omit<AuditContent, 'seq' | 'createdAt'>;

/** Remembers for ever who changed what of others, in the transaction of the change: one is never there without the other. */
@Injectable()
export class AuditLog implements OnModuleInit {
  private readonly chain: AuditChain;

  constructor(
    private readonly repository: AuditLogRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    @Inject(AUDIT_OPTIONS) { secretKeys }: AuditOptions,
  ) {
    this.chain = new AuditChain(secretKeys);
  }

  /** While a former secret is still configured, the end of the log is sealed with the new one. */
  async onModuleInit(): Promise<void> {
    const current = await this.repository.head();
    if (!current || !this.chain.isStale(current)) return;
    await this.transaction.run(async () => {
      const { seq, mac, ...seal } = await this.repository.lockHead();
      if (mac && this.chain.isGenuine({ seq, mac, ...seal })) await this.repository.moveHead(this.chain.sealHead({ seq, mac }));
    });
  }

  /**
   * Part of the caller's transaction, and rolled back with it. The row is appended at its end: everybody who appends waits for the one
   * before, so this is the last lock a transaction takes, and nobody waits in a circle. Records nothing when `changes` are none.
   */
  async record(record: AuditRecord): Promise<void> {
    const draft = draftOf(record);
    if (!draft) return;
    if (this.transaction.isOpen) this.transaction.beforeCommit(() => this.append(draft));
    else await this.transaction.run(() => this.append(draft));
  }

  /** The newest first; `before` the number of the last one seen gives the next page. */
  search(search: AuditSearch): Promise<readonly AuditContent[]> {
    return this.repository.find(search);
  }

  /**
   * What they did of these since then, in its order; an actor is a user or a key.
   * @internal
   */
  actsOf(actorIds: readonly string[], actions: readonly AuditAction[], since: Date): Promise<readonly AuditContent[]> {
    return this.repository.actsOf(actorIds, actions, since);
  }

  private async append(draft: Draft): Promise<void> {
    const head = await this.repository.lockHead();
    const content = { ...draft, seq: head.seq + 1, createdAt: this.clock.now() };
    const row = this.chain.sign(content, this.chain.predecessorAt(head));
    await this.repository.insert(row);
    await this.repository.moveHead(this.chain.sealHead(row));
  }
}

function draftOf({ action, target, changes, reason, context }: AuditRecord): Draft | null {
  const kept = changes === undefined ? {} : keptChanges(changes);
  if (kept === null) return null;
  const why = reason ?? context.reason;
  return {
    id: randomUUID(),
    ...actorOf(context.actor),
    action,
    targetType: target.type,
    targetId: target.id,
    changes: kept,
    reason: why === undefined ? null : storable(why),
    traceId: storable(context.traceId),
    ip: storable(context.ip),
  };
}

function actorOf(actor: Actor): Pick<Draft, 'actorKind' | 'actorId' | 'actorLabel'> {
  const name = 'name' in actor ? actor.name : null;
  return { actorKind: actor.kind, actorId: 'id' in actor ? actor.id : null, actorLabel: name === null ? null : storable(name, 100) };
}
