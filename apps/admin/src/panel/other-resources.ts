import { may } from '@castellan/accounts';
import type { Permission } from '@castellan/accounts';
import type { ActionDefinition, FieldDefinition, ResourceDefinition } from './resource-definition.js';
import { lines } from './user-resource.js';
import type { UserParts } from './user-resource.js';

const time = (name: string, label?: string): FieldDefinition => ({
  name,
  type: 'datetime',
  in: ['list', 'show', 'filter'],
  isSortable: true,
  ...(label && { label }),
});
const text = (name: string, ...places: NonNullable<FieldDefinition['in']>): FieldDefinition => ({ name, type: 'string', in: ['show', ...places] });
const view = (permission: Permission): Pick<ResourceDefinition, 'mayView'> => ({ mayView: (operator) => may(operator, permission) });

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
      text('event', 'list', 'filter'),
      { name: 'status', type: 'string', in: ['list', 'show', 'filter'], values: ['success', 'failure'] },
      text('reason', 'list', 'filter'),
      { ...text('identifier', 'list', 'filter'), label: 'Typed name' },
      text('ip', 'list', 'filter'),
      { ...text('user_id', 'filter'), label: 'User id' },
      text('user_agent'),
      { ...text('session_id', 'filter'), label: 'Session id' },
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
      text('action', 'list', 'filter'),
      { ...text('actor_id', 'list', 'filter'), label: 'Operator id' },
      text('actor_kind', 'filter'),
      text('target_type', 'list', 'filter'),
      text('target_id', 'list', 'filter'),
      { name: 'changes', type: 'textarea', in: ['list', 'show'] },
      text('reason', 'list'),
      text('ip', 'filter'),
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
    fields: [time('created_at'), text('recipient', 'list', 'filter'), text('provider', 'list', 'filter'), text('status', 'list', 'filter'), text('error', 'list', 'filter')],
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
  {
    id: 'profiles',
    label: 'Profiles',
    group: 'Accounts',
    icon: 'Image',
    key: 'user_id',
    title: 'user_id',
    ...view('profiles.view'),
    fields: [
      { ...text('user_id', 'list', 'filter'), label: 'User id' },
      text('location', 'list', 'filter'),
      text('language', 'list', 'filter'),
      text('timezone', 'list', 'filter'),
      text('date_of_birth'),
      { name: 'bio', type: 'textarea', in: ['show'] },
      time('updated_at'),
    ],
  },
];

/** What is worked on. */
export function workplaces({ users, desk, details }: UserParts): readonly ResourceDefinition[] {
  const endSession: ActionDefinition = {
    name: 'end',
    label: 'End',
    icon: 'LogOut',
    kind: 'record',
    allows: (operator) => may(operator, 'sessions.delete'),
    isShownFor: ({ ended_at: endedAt }) => endedAt === null,
    isDrastic: true,
    text: 'The session ends at once.',
    run: async (operator, id) => (await users.endSession(operator, id), 'The session is over.'),
  };
  return [
    {
      id: 'sessions',
      label: 'Sessions',
      group: 'Accounts',
      icon: 'Monitor',
      key: 'id',
      title: 'device_name',
      ...view('sessions.view'),
      fields: [
        text('email', 'list', 'filter'),
        text('device_name', 'list', 'filter'),
        text('ip', 'list', 'filter'),
        { name: 'aal', type: 'number', label: 'Level', in: ['list', 'show'] },
        time('created_at'),
        time('last_used_at'),
        { name: 'ended_at', type: 'datetime', in: ['list', 'show'] },
        text('end_reason', 'list', 'filter'),
        text('user_id', 'filter'),
      ],
      actions: [endSession],
    },
    ...rights({ users, desk, details }),
    ...machinery({ users, desk, details }),
  ];
}

function rights({ desk, details }: UserParts): readonly ResourceDefinition[] {
  return [
    {
      id: 'groups',
      label: 'Groups',
      group: 'Accounts',
      icon: 'Users',
      key: 'id',
      title: 'name',
      ...view('groups.view'),
      fields: [
        { name: 'name', type: 'string', in: ['list', 'show', 'new', 'edit', 'filter'], isSortable: true },
        { name: 'members', type: 'number', in: ['list', 'show'] },
        { name: 'permissions', type: 'textarea', in: ['list', 'show'] },
      ],
      create: { allows: (operator) => may(operator, 'groups.add'), run: (operator, { name = '' }) => desk.createGroup(operator, name) },
      update: { allows: (operator) => may(operator, 'groups.change'), run: (operator, id, { name = '' }) => desk.renameGroup(operator, id, name) },
      actions: [
        {
          name: 'permissions',
          label: 'Permissions',
          icon: 'Shield',
          kind: 'record',
          allows: ({ isSuperuser }) => isSuperuser,
          text: 'What the members of the group may do.',
          choices: (operator, id) => details.permissionChoices(operator, { groupId: id }),
          run: async (operator, id, { chosen = '' }) => (await desk.setGroupPermissions(operator, id, lines(chosen)), 'The permissions are changed.'),
        },
        {
          name: 'erase',
          label: 'Delete',
          icon: 'Trash2',
          kind: 'record',
          allows: (operator) => may(operator, 'groups.delete'),
          isDrastic: true,
          text: 'Its members lose what only this group gave them.',
          run: async (operator, id) => (await desk.deleteGroup(operator, id), 'The group is deleted.'),
        },
      ],
    },
  ];
}

function machinery({ desk }: UserParts): readonly ResourceDefinition[] {
  return [
    {
      id: 'sources',
      label: 'Registration sources',
      group: 'Accounts',
      icon: 'Globe',
      key: 'id',
      title: 'url',
      ...view('sources.view'),
      fields: [
        text('url', 'list', 'filter'),
        { name: 'name', type: 'string', in: ['list', 'show', 'edit', 'filter'], isSortable: true },
        { name: 'is_active', type: 'boolean', label: 'Active', in: ['list', 'show', 'filter'] },
        { name: 'users', type: 'number', in: ['list', 'show'] },
        time('created_at'),
      ],
      update: {
        allows: (operator) => may(operator, 'sources.change'),
        run: (operator, id, { name = '' }) => desk.renameSource(operator, id, name.trim() === '' ? null : name),
      },
      actions: ([true, false] as const).map((isActive) => ({
        name: isActive ? 'activate' : 'deactivate',
        label: isActive ? 'Activate' : 'Deactivate',
        icon: isActive ? 'Eye' : 'EyeOff',
        kind: 'record' as const,
        allows: (operator) => may(operator, 'sources.change'),
        isShownFor: (row) => row['is_active'] !== isActive,
        text: isActive ? 'The source is counted in the figures again.' : 'The source is left out of the figures. People are linked to it all the same.',
        run: async (operator, id) => (await desk.setSourceActive(operator, id, isActive), 'Done.'),
      })),
    },
    {
      id: 'signing_keys',
      label: 'Signing keys',
      group: 'System',
      icon: 'Key',
      key: 'kid',
      title: 'kid',
      ...view('signing_keys.view'),
      fields: [text('kid', 'list'), text('state', 'list'), { ...time('created_at'), in: ['list', 'show'] }, { name: 'signs_from', type: 'datetime', in: ['list', 'show'] }],
      actions: [
        {
          name: 'rotate',
          label: 'Rotate',
          icon: 'RefreshCw',
          kind: 'resource',
          allows: (operator) => may(operator, 'signing_keys.add'),
          text: 'A new key is published at once and signs in ten minutes. No token dies by it.',
          run: async (operator) => `The key ${await desk.rotateKeys(operator)} is published.`,
        },
      ],
    },
    {
      id: 'jobs',
      label: 'Failed jobs',
      group: 'System',
      icon: 'AlertTriangle',
      key: 'id',
      title: 'queue',
      ...view('jobs.view'),
      fields: [text('queue', 'list', 'filter'), time('created_at')],
      actions: [
        {
          name: 'retry',
          label: 'Try again',
          icon: 'RefreshCw',
          kind: 'record',
          allows: (operator) => may(operator, 'jobs.change'),
          text: 'The job is done anew, with all its tries.',
          run: async (operator, id) => (await desk.retryJob(operator, id), 'The job is queued again.'),
        },
        {
          name: 'drop',
          label: 'Delete',
          icon: 'Trash2',
          kind: 'record',
          allows: (operator) => may(operator, 'jobs.delete'),
          isDrastic: true,
          text: 'What the job was to do is never done.',
          run: async (operator, id) => (await desk.dropJob(operator, id), 'The job is deleted.'),
        },
      ],
    },
  ];
}
