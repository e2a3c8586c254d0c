/**
 * Every permission there is, `<resource>.<action>`, one for each thing an operator may do. The migration that brings a resource
 * inserts the same names into `permissions`; a story compares the two. Events are history and sessions are made by signing in, so
 * nobody adds or changes those by hand.
 */
export const PERMISSIONS = [
  'api_keys.view',
  'audit_log.view',
  'auth_events.view',
  'devices.delete',
  'devices.view',
  'groups.add',
  'groups.change',
  'groups.delete',
  'groups.view',
  'jobs.change',
  'jobs.delete',
  'jobs.view',
  'mail_deliveries.view',
  'otp_codes.view',
  'profiles.change',
  'profiles.view',
  'revocations.view',
  'sessions.delete',
  'sessions.view',
  'signing_keys.add',
  'signing_keys.delete',
  'signing_keys.view',
  'sms_deliveries.view',
  'sources.change',
  'sources.view',
  'users.add',
  'users.change',
  'users.delete',
  'users.view',
  'webhooks.add',
  'webhooks.change',
  'webhooks.delete',
  'webhooks.view',
] as const;

/** One of `PERMISSIONS`. */
export type Permission = (typeof PERMISSIONS)[number];
