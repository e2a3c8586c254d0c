/** The closed list of what is audited, `<target>.<what was done>`; names are never changed, more may be added. */
export const AUDIT_ACTIONS = [
  'user.created',
  'user.changed',
  'user.password_set',
  'user.two_factor_reset',
  'user.passkey_removed',
  'user.identity_removed',
  'user.permissions_changed',
  'user.groups_changed',
  'user.deleted',
  'profile.changed',
  'group.created',
  'group.changed',
  'group.deleted',
  'source.changed',
  'signing_key.created',
  'signing_key.revoked',
  'job.retried',
  'job.deleted',
  'api_key.created',
  'api_key.revoked',
  'webhook.created',
  'webhook.changed',
  'webhook.secret_rotated',
  'webhook.switched_off',
  'webhook.delivery_replayed',
  'webhook.deleted',
  'users.imported',
  'users.exported',
] as const;

/** What operators do that is audited: one of `AUDIT_ACTIONS`. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type TargetOf<Action> = Action extends `${infer Target}.${string}` ? Target : never;

/** What an action is done to, the first word of its name. */
export type AuditTargetType = TargetOf<AuditAction>;
