import { equalInConstantTime, hmacSha256, sha256 } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import type { AuditContent, AuditHead, AuditRow } from './audit-entry.js';

const ROWS = 'log/audit';
const HEAD = 'log/audit-head';
/** What stands before the first row. */
const GENESIS = Buffer.alloc(32);

type Verdict = 'right' | 'wrong' | 'unknown_key';

/**
 * Signs each row together with the signature of the one before it (HMAC-SHA-256, RFC 2104): whoever has the database but not
 * `SECRET_KEY` can alter, insert, move or take away no row unseen.
 */
export class AuditChain {
  constructor(private readonly keys: SecretKeys) {}

  readonly genesis = GENESIS;

  sign(content: AuditContent, predecessor: Buffer): AuditRow {
    const { id, key } = this.keys.current(ROWS);
    return { ...content, keyId: id, mac: hmacSha256(key, predecessor, canonical(content, id)) };
  }

  check({ keyId, mac, ...content }: AuditRow, predecessor: Buffer): Verdict {
    const found = this.keys.all(ROWS).find(({ id }) => id === keyId);
    if (!found) return 'unknown_key';
    return equalInConstantTime(mac, hmacSha256(found.key, predecessor, canonical(content, keyId))) ? 'right' : 'wrong';
  }

  sealHead({ seq, mac }: Pick<AuditRow, 'seq' | 'mac'>): AuditHead {
    const { id, key } = this.keys.current(HEAD);
    return { seq, mac, keyId: id, seal: hmacSha256(key, mac, String(seq)) };
  }

  isGenuine({ seq, mac, keyId, seal }: AuditHead): boolean {
    if (mac === null || seal === null) return seq === 0 && mac === null && seal === null;
    const found = this.keys.all(HEAD).find(({ id }) => id === keyId);
    return found !== undefined && equalInConstantTime(seal, hmacSha256(found.key, mac, String(seq)));
  }

  /** Sealed with a former secret, which will not be configured for ever. */
  isStale({ keyId }: AuditHead): boolean {
    return keyId !== null && keyId !== this.keys.current(HEAD).id;
  }

  /**
   * What the next row follows. A head that was tampered with is not followed as if nothing had been: the next row would bear witness
   * for it. The chain shows a break there instead, for ever.
   */
  predecessorAt(head: AuditHead): Buffer {
    if (!this.isGenuine(head)) return sha256(`broken after ${head.seq}`);
    return head.mac ?? GENESIS;
  }
}

/** One text for one content: the fields in fixed order, the keys of objects sorted, as PostgreSQL keeps no order of them. */
function canonical(content: AuditContent, keyId: string): string {
  const { seq, id, createdAt, actorKind, actorId, actorLabel, action, targetType, targetId, changes, reason, traceId, ip } = content;
  const sorted = Object.entries(changes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    'v1',
    keyId,
    seq,
    id,
    createdAt.toISOString(),
    ...[actorKind, actorId, actorLabel, action, targetType, targetId, sorted, reason, traceId, ip],
  ]);
}
