import type { SecretKeys } from '@castellan/common';

/** What `AuditModule.forRoot` needs. */
export interface AuditOptions {
  /** The first signs, all verify. */
  readonly secretKeys: SecretKeys;
}

export const AUDIT_OPTIONS = Symbol('AUDIT_OPTIONS');
