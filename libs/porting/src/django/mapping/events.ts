import type { AuthEventName, PortedEvent } from '@castellan/log';
import type { DjangoCatalogue, DjangoRow, DjangoUser } from '../rows.js';
import { address, moment, text, whole } from './values.js';
import { uuidOf } from './uuid-v5.js';

const OF_LOGS: Readonly<Record<string, AuthEventName>> = {
  login: 'login',
  logout: 'logout',
  register: 'register',
  registration: 'register',
  otp_requested: 'otp_requested',
  otp_verified: 'otp_verified',
  profile_updated: 'profile_changed',
};

/** Of django.contrib.admin: ADDITION, CHANGE, DELETION. */
const OF_ADMIN: Readonly<Record<number, AuthEventName>> = { 1: 'user_created', 2: 'user_changed', 3: 'account_deleted' };

/** What happened to a user there; what operators did to other things is no history of theirs. */
export function mapEvents(
  { user, details }: DjangoUser,
  { contentTypes }: DjangoCatalogue,
  { source, since }: { readonly source: string; readonly since: Date },
): readonly PortedEvent[] {
  const made = (row: DjangoRow, event: AuthEventName | undefined, at: unknown, isFailure: boolean): readonly PortedEvent[] => {
    const createdAt = moment(at);
    if (event === undefined || createdAt === null || createdAt < since) return [];
    const { ip_address: ip, user_agent: agent } = row.columns;
    const status = isFailure ? 'failure' : 'success';
    const id = uuidOf(source, row.table, row.key);
    return [{ id, createdAt, event, status, identifier: null, ip: address(ip), userAgent: text(agent) || null }];
  };
  const logs = (details.login_log ?? []).flatMap((row) => {
    const { event_type: type, activity_type: activity, status, timestamp, created_at: created } = row.columns;
    return made(row, OF_LOGS[text(type ?? activity)], timestamp ?? created, status === 'failure');
  });
  const acts = (details.log_entry ?? [])
    .filter(({ columns }) => contentTypes.get(text(columns['content_type_id'])) === user.table)
    .flatMap((row) => made(row, OF_ADMIN[whole(row.columns['action_flag']) ?? 0], row.columns['action_time'], false));
  return [...logs, ...acts];
}
