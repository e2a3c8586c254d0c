import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { AuditAction } from './audit-actions.js';
import type { AuditContent, AuditHead, AuditRow } from './audit-entry.js';
import type { AuditSearch } from './audit-search.js';

const CONTENT = `seq::text AS "seqText", id, created_at AS "createdAt", actor_kind AS "actorKind", actor_id AS "actorId", actor_label AS "actorLabel", action,
  target_type AS "targetType", target_id AS "targetId", changes, reason, trace_id AS "traceId", ip`;
const HEAD = 'SELECT seq::text AS "seqText", mac, key_id AS "keyId", seal FROM audit_head';

/** `pg` gives a bigint as text. */
type Stored<T> = Omit<T, 'seq'> & { readonly seqText: string };

@Injectable()
export class AuditLogRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Nobody else appends until the open transaction ends. */
  async lockHead(): Promise<AuditHead> {
    const head = await this.readHead(`${HEAD} FOR UPDATE`);
    if (!head) throw new Error('The head of the audit log is missing: nothing can be appended.');
    return head;
  }

  /** Null when somebody took it away. */
  head(): Promise<AuditHead | null> {
    return this.readHead(HEAD);
  }

  async insert(row: AuditRow): Promise<void> {
    await this.transaction.query(
      `INSERT INTO audit_log (seq, id, created_at, actor_kind, actor_id, actor_label, action, target_type, target_id, changes, reason,
         trace_id, ip, key_id, mac)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[row.seq, row.id, row.createdAt, row.actorKind, row.actorId, row.actorLabel, row.action, row.targetType, row.targetId],
        ...[JSON.stringify(row.changes), row.reason, row.traceId, row.ip, row.keyId, row.mac],
      ],
    );
  }

  async moveHead({ seq, mac, keyId, seal }: AuditHead): Promise<void> {
    await this.transaction.query('UPDATE audit_head SET seq = $1, mac = $2, key_id = $3, seal = $4', [seq, mac, keyId, seal]);
  }

  /** In their order, from behind the number; with null, from the very first, whatever its number. */
  async after(seq: number | null, limit: number): Promise<readonly AuditRow[]> {
    const rows = await this.transaction.query<Stored<AuditRow>>(
      `SELECT ${CONTENT}, key_id AS "keyId", mac FROM audit_log WHERE $1::bigint IS NULL OR seq > $1 ORDER BY seq LIMIT $2`,
      [seq, limit],
    );
    return rows.map(numbered);
  }

  /** The newest first. */
  async find(search: AuditSearch): Promise<readonly AuditContent[]> {
    const { actorId, targetType, targetId, action, from, to, before, limit } = search;
    const rows = await this.transaction.query<Stored<AuditContent>>(
      `SELECT ${CONTENT} FROM audit_log
       WHERE ($1::uuid IS NULL OR actor_id = $1) AND ($2::text IS NULL OR target_type = $2) AND ($3::text IS NULL OR target_id = $3)
         AND ($4::text IS NULL OR action = $4) AND ($5::timestamptz IS NULL OR created_at >= $5)
         AND ($6::timestamptz IS NULL OR created_at < $6) AND ($7::bigint IS NULL OR seq < $7)
       ORDER BY seq DESC LIMIT $8`,
      [...[actorId, targetType, targetId, action, from, to, before].map((value) => value ?? null), limit],
    );
    return rows.map(numbered);
  }

  /** In their order. */
  async actsOf(actorIds: readonly string[], actions: readonly AuditAction[], since: Date): Promise<readonly AuditContent[]> {
    const rows = await this.transaction.query<Stored<AuditContent>>(
      `SELECT ${CONTENT} FROM audit_log
       WHERE actor_id = ANY ($1::uuid[]) AND action = ANY ($2::text[]) AND created_at >= $3 ORDER BY seq`,
      [actorIds, actions, since],
    );
    return rows.map(numbered);
  }

  private async readHead(sql: string): Promise<AuditHead | null> {
    const [head] = await this.transaction.query<Stored<AuditHead>>(sql);
    return head ? numbered(head) : null;
  }
}

function numbered<T extends { readonly seqText: string }>({ seqText, ...row }: T): Omit<T, 'seqText'> & { readonly seq: number } {
  return { ...row, seq: Number(seqText) };
}
