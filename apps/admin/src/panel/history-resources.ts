import { AUDIT_ACTIONS, AUTH_EVENTS } from '@castellan/log';
import { MAIL_DELIVERY_STATES, MAIL_TEMPLATES } from '@castellan/notifications';
import { changesAsText } from './changes-text.js';
import { text, time, view } from './fields.js';
import type { ListRow } from '@castellan/data';
import type { ResourceDefinition } from './resource-definition.js';

/** Who did it: the address while there is one, else what is left of them; of a machine the name of its key. */
export function actorText(email: unknown, row: ListRow): unknown {
  if (row['actor_kind'] === 'api_key') return `API key ${String(row['actor_label'])}`;
  return email ?? row['actor_id'] ?? row['actor_label'] ?? row['actor_kind'];
}

/** What is only looked at. */
export const histories: readonly ResourceDefinition[] = [
  {
    id: 'auth_events',
    label: 'Login log',
    group: 'History',
    icon: 'List',
    key: 'id',
    title: 'event',
    hasExport: true,
    ...view('auth_events.view'),
    fields: [
      time('created_at', 'Time'),
      { ...text('user', 'list', 'filter'), link: { to: 'users', key: 'user_id' } },
      { ...text('identifier', 'list', 'filter'), label: 'Typed name' },
      { ...text('event', 'list', 'filter'), values: AUTH_EVENTS },
      { ...text('status', 'list', 'filter'), values: ['success', 'failure'], marks: { failure: 'bad' } },
      text('reason', 'list', 'filter'),
      text('ip', 'list', 'filter'),
      { ...text('user_id', 'filter'), label: 'User id' },
      text('user_agent'),
      { ...text('session_id', 'filter'), label: 'Session id' },
      { name: 'times', type: 'number', label: 'Attempts', in: ['list', 'show'] },
    ],
  },
  {
    id: 'audit_log',
    label: 'Audit log',
    group: 'History',
    icon: 'BookOpen',
    key: 'id',
    title: 'action',
    hasExport: true,
    ...view('audit_log.view'),
    fields: [
      { name: 'seq', type: 'number', label: 'No.', in: ['list', 'show'], isSortable: true },
      { ...time('created_at', 'Time'), isSortable: false },
      {
        ...text('actor', 'list'),
        label: 'Operator',
        link: { toField: 'actor_list', key: 'actor_id' },
        format: actorText,
      },
      { ...text('action', 'list', 'filter'), values: AUDIT_ACTIONS },
      text('target_type', 'filter'),
      { ...text('target', 'list'), link: { toField: 'target_list', key: 'target_id' } },
      text('target_id', 'filter'),
      { name: 'changes', type: 'string', in: ['list', 'show'], format: changesAsText },
      text('reason', 'list'),
      { ...text('actor_kind', 'filter'), label: 'By', values: ['user', 'api_key', 'command_line', 'system'] },
      { ...text('actor_id', 'filter'), label: 'Operator id' },
      text('ip', 'filter'),
    ],
  },
  {
    id: 'mail_deliveries',
    label: 'Mails',
    group: 'Delivery',
    icon: 'Mail',
    key: 'id',
    title: 'kind',
    hasExport: true,
    ...view('mail_deliveries.view'),
    fields: [
      time('created_at'),
      { ...text('kind', 'list', 'filter'), values: MAIL_TEMPLATES },
      text('recipient', 'list', 'filter'),
      { ...text('state', 'list', 'filter'), values: MAIL_DELIVERY_STATES, marks: { failed: 'bad', deferred: 'warn' } },
      { name: 'tries', type: 'number', in: ['list', 'show'] },
      text('answer', 'list', 'filter'),
      { name: 'sent_at', type: 'datetime', in: ['list', 'show'] },
      { ...text('user_id', 'filter'), label: 'User id' },
    ],
  },
  {
    id: 'sms_deliveries',
    label: 'SMS deliveries',
    group: 'Delivery',
    icon: 'Smartphone',
    key: 'id',
    title: 'recipient',
    ...view('sms_deliveries.view'),
    fields: [
      time('created_at'),
      text('recipient', 'list', 'filter'),
      text('provider', 'list', 'filter'),
      { ...text('status', 'list', 'filter'), marks: { failed: 'bad', undelivered: 'bad' } },
      text('error', 'list', 'filter'),
    ],
  },
  {
    id: 'otp_codes',
    label: 'Code requests',
    group: 'Delivery',
    icon: 'Hash',
    key: 'id',
    title: 'purpose',
    ...view('otp_codes.view'),
    fields: [
      time('created_at'),
      text('purpose', 'list', 'filter'),
      { name: 'attempts', type: 'number', in: ['list', 'show'], isSortable: true },
      time('expires_at'),
      { name: 'used_at', type: 'datetime', in: ['list', 'show'] },
    ],
  },
];
