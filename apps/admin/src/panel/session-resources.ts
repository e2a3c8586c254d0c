import { may } from '@castellan/accounts';
import type { SessionRevocation } from '@castellan/accounts';
import { text, time, view } from './fields.js';
import { REASON } from './resource-definition.js';
import type { FieldDefinition, ResourceDefinition } from './resource-definition.js';

const user: FieldDefinition = { ...text('email', 'list', 'filter'), label: 'User', link: { to: 'users', key: 'user_id' } };

/** Sessions of users at the API. */
export function sessionResource(sessions: SessionRevocation): ResourceDefinition {
  return {
    id: 'sessions',
    label: 'Sessions',
    group: 'Accounts',
    icon: 'Monitor',
    key: 'id',
    title: 'device_name',
    ...view('sessions.view'),
    fields: [
      user,
      { ...text('state', 'list', 'filter'), values: ['live', 'expired', 'ended'] },
      { ...text('device_name', 'list', 'filter'), label: 'Device' },
      text('ip', 'list', 'filter'),
      text('location', 'list'),
      { ...text('transport', 'filter'), values: ['cookie', 'bearer'] },
      { name: 'aal', type: 'number', label: 'Level', in: ['show'] },
      time('created_at'),
      time('last_used_at'),
      { name: 'expires_at', type: 'datetime', in: ['show'] },
      { name: 'ended_at', type: 'datetime', in: ['show'] },
      text('end_reason', 'list', 'filter'),
      { ...text('user_id', 'filter'), label: 'User id' },
    ],
    actions: [
      {
        name: 'end',
        label: 'End',
        icon: 'LogOut',
        kind: 'record',
        allows: (operator) => may(operator, 'sessions.delete'),
        isShownFor: ({ ended_at: endedAt }) => endedAt === null,
        isDrastic: true,
        text: 'The session ends at once.',
        fields: [REASON],
        run: async (operator, id) => (await sessions.end(operator, id), 'The session is over.'),
      },
    ],
  };
}

/** Sessions of operators at the panel. */
export function panelSessionResource(sessions: SessionRevocation): ResourceDefinition {
  return {
    id: 'admin_sessions',
    label: 'Panel sessions',
    group: 'System',
    icon: 'Shield',
    key: 'id',
    title: 'email',
    ...view('sessions.view'),
    fields: [
      { ...user, label: 'Operator', isSortable: true },
      text('device', 'list'),
      text('ip', 'list', 'filter'),
      time('created_at'),
      time('last_used_at'),
      { name: 'ends_at', type: 'datetime', label: 'Ends, unless used', in: ['list', 'show'] },
      text('user_agent'),
      { ...text('user_id', 'filter'), label: 'User id' },
    ],
    actions: [
      {
        name: 'end',
        label: 'End',
        icon: 'LogOut',
        kind: 'record',
        allows: ({ isSuperuser }) => isSuperuser,
        isDrastic: true,
        text: 'The operator is out with their next request, and may sign in again.',
        fields: [REASON],
        run: async (operator, id) => (await sessions.endAtPanel(operator, id), 'The session is over.'),
      },
    ],
  };
}
