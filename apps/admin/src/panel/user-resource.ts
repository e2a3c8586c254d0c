import { may } from '@castellan/accounts';
import type { Operator, PanelDesk, PanelDetails, PanelUsers } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';
import type { ActionDefinition, FieldDefinition, ResourceDefinition } from './resource-definition.js';

export interface UserParts {
  readonly users: PanelUsers;
  readonly desk: PanelDesk;
  readonly details: PanelDetails;
}

const mayChange = (operator: Operator): boolean => may(operator, 'users.change');
const isSuperuser = (operator: Operator): boolean => operator.isSuperuser;
const isSet = (name: string) => (row: ListRow) => row[name] === true;
const isNotSet = (name: string) => (row: ListRow) => row[name] === false;

const FIELDS: readonly FieldDefinition[] = [
  { name: 'email', type: 'string', in: ['list', 'show', 'new', 'filter'], isSortable: true },
  { name: 'search', type: 'string', label: 'Email, username or name', in: ['filter'] },
  { name: 'username', type: 'string', in: ['list', 'show', 'filter'], isSortable: true },
  { name: 'first_name', type: 'string', in: ['list', 'show', 'edit', 'new', 'filter'], isSortable: true },
  { name: 'last_name', type: 'string', in: ['list', 'show', 'edit', 'new', 'filter'], isSortable: true },
  { name: 'phone', type: 'string', in: ['show'] },
  { name: 'is_verified', type: 'boolean', label: 'Verified', in: ['list', 'show', 'filter'] },
  { name: 'is_active', type: 'boolean', label: 'Active', in: ['list', 'show', 'filter'] },
  { name: 'is_staff', type: 'boolean', label: 'Staff', in: ['list', 'show', 'filter'] },
  { name: 'is_superuser', type: 'boolean', label: 'Superuser', in: ['show', 'filter'] },
  { name: 'two_factor', type: 'boolean', label: '2FA', in: ['list', 'show'] },
  { name: 'backup_codes_left', type: 'number', in: ['show'] },
  { name: 'groups', type: 'string', in: ['show'] },
  { name: 'own_permissions', type: 'string', label: 'Permissions of their own', in: ['show'] },
  { name: 'live_sessions', type: 'number', in: ['show'] },
  { name: 'last_login', type: 'datetime', in: ['list', 'show', 'filter'], isSortable: true },
  { name: 'date_joined', type: 'datetime', label: 'Joined', in: ['list', 'show', 'filter'], isSortable: true },
  { name: 'closed_at', type: 'datetime', in: ['show'] },
  { name: 'last_events', type: 'textarea', in: ['show'] },
];

export function userResource({ users, desk, details }: UserParts): ResourceDefinition {
  return {
    id: 'users',
    label: 'Users',
    group: 'Accounts',
    icon: 'User',
    key: 'id',
    title: 'email',
    fields: FIELDS,
    mayView: (operator) => may(operator, 'users.view'),
    details: (operator, id) => details.ofUser(operator, id),
    create: {
      allows: (operator) => may(operator, 'users.add'),
      run: async (operator, { email = '', first_name = '', last_name = '' }) =>
        (await users.create(operator, { email, first_name, last_name })).id,
    },
    update: {
      allows: mayChange,
      run: (operator, id, { first_name, last_name, version = '' }) => users.rename(operator, id, { first_name, last_name }, version),
    },
    actions: [...supportActions(users), ...standingActions(users), ...staffActions(users), ...rightsActions(desk, details)],
  };
}

function supportActions(users: PanelUsers): readonly ActionDefinition[] {
  return [
    {
      name: 'sendResetLink',
      label: 'Send reset link',
      icon: 'Mail',
      kind: 'record',
      allows: mayChange,
      isShownFor: isSet('is_active'),
      text: 'The user gets a mail with a link to set a new password. Older links die.',
      run: async (operator, id) => (await users.sendResetLink(operator, id), 'The link is on its way.'),
    },
    {
      name: 'verify',
      label: 'Verify address',
      icon: 'CheckCircle',
      kind: 'record',
      allows: mayChange,
      isShownFor: isNotSet('is_verified'),
      text: 'The address counts as proven from now on. Do this only when you know whose it is.',
      run: async (operator, id) => (await users.verify(operator, id), 'The address is verified.'),
    },
    {
      name: 'endSessions',
      label: 'End sessions',
      icon: 'LogOut',
      kind: 'record',
      allows: (operator) => may(operator, 'sessions.delete'),
      text: 'The user is signed out everywhere, at once.',
      run: async (operator, id) => (await users.endSessions(operator, id), 'All sessions are over.'),
    },
    resetTwoFactor(users),
  ];
}

const resetTwoFactor = (users: PanelUsers): ActionDefinition => ({
  name: 'resetTwoFactor',
  label: 'Reset 2FA',
  icon: 'Key',
  kind: 'record',
  allows: mayChange,
  isShownFor: isSet('two_factor'),
  isDrastic: true,
  text: 'The second factor is turned off, every session ends, and the user is told by mail.',
  fields: [{ name: 'reason', label: 'Reason (kept in the audit log)' }],
  run: async (operator, id, { reason = '' }) => (await users.resetTwoFactor(operator, id, reason), 'The second factor is off.'),
});

function standingActions(users: PanelUsers): readonly ActionDefinition[] {
  const disable = {
    label: 'Disable',
    icon: 'UserX',
    allows: mayChange,
    isDrastic: true,
    text: 'Nobody signs in with a disabled account; every session ends at once.',
  };
  const enable = { label: 'Enable', icon: 'UserCheck', allows: mayChange, text: 'The user can sign in again.' };
  const setActive = (isActive: boolean) => async (operator: Operator, id: string) => {
    await users.setActive(operator, id, isActive);
    return isActive ? 'Enabled.' : 'Disabled.';
  };
  return [
    { ...disable, name: 'disable', kind: 'record', isShownFor: isSet('is_active'), run: setActive(false) },
    { ...enable, name: 'enable', kind: 'record', isShownFor: isNotSet('is_active'), run: setActive(true) },
    { ...disable, name: 'disableAll', kind: 'bulk', run: setActive(false) },
    { ...enable, name: 'enableAll', kind: 'bulk', run: setActive(true) },
    {
      name: 'erase',
      label: 'Delete',
      icon: 'Trash2',
      kind: 'record',
      allows: (operator) => may(operator, 'users.delete'),
      isDrastic: true,
      text: 'The account goes at once and for ever, with its profile, avatar, sessions, devices, second factor, groups and permissions. Its events stay and name nobody.',
      run: async (operator, id) => (await users.delete(operator, id), 'The user is deleted.'),
    },
  ];
}

function rightsActions(desk: PanelDesk, details: PanelDetails): readonly ActionDefinition[] {
  return [
    {
      name: 'groups',
      label: 'Groups',
      icon: 'Users',
      kind: 'record',
      allows: isSuperuser,
      text: 'The groups the user is in.',
      choices: (operator, id) => details.groupChoices(operator, id),
      run: async (operator, id, { chosen = '' }) => (await desk.setMemberships(operator, id, lines(chosen)), 'The groups are changed.'),
    },
    {
      name: 'permissions',
      label: 'Permissions',
      icon: 'Shield',
      kind: 'record',
      allows: isSuperuser,
      text: 'What the user may do besides what their groups allow.',
      choices: (operator, id) => details.permissionChoices(operator, { userId: id }),
      run: async (operator, id, { chosen = '' }) => (
        await desk.setUserPermissions(operator, id, lines(chosen)),
        'The permissions are changed.'
      ),
    },
  ];
}

const staffActions = (users: PanelUsers): readonly ActionDefinition[] =>
  (['Staff', 'Superuser'] as const).flatMap((standing) => {
    const flag = standing === 'Staff' ? 'is_staff' : 'is_superuser';
    const set = (operator: Operator, id: string, value: boolean) =>
      standing === 'Staff' ? users.setStaff(operator, id, value) : users.setSuperuser(operator, id, value);
    return [
      {
        name: `grant${standing}`,
        label: `Make ${standing.toLowerCase()}`,
        icon: 'ArrowUp',
        kind: 'record',
        allows: isSuperuser,
        isShownFor: isNotSet(flag),
        text: standing === 'Staff' ? 'Staff may come into this panel.' : 'A superuser has every permission.',
        run: async (operator: Operator, id: string) => (await set(operator, id, true), 'Done.'),
      },
      {
        name: `revoke${standing}`,
        label: `No ${standing.toLowerCase()} any more`,
        icon: 'ArrowDown',
        kind: 'record',
        allows: isSuperuser,
        isShownFor: isSet(flag),
        isDrastic: true,
        text: 'It acts on their very next request.',
        run: async (operator: Operator, id: string) => (await set(operator, id, false), 'Done.'),
      },
    ] as const;
  });

export const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
