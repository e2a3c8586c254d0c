import { may } from '@castellan/accounts';
import type { FieldDefinition, ResourceDefinition } from './resource-definition.js';
import { mayChange, userActions, userBulkActions } from './user-actions.js';
import type { UserParts } from './user-parts.js';

const FIELDS: readonly FieldDefinition[] = [
  { name: 'email', type: 'string', in: ['list', 'show', 'new', 'filter'], isSortable: true },
  { name: 'search', type: 'string', label: 'Email, username or name', in: ['filter'] },
  { name: 'username', type: 'string', in: ['show', 'edit', 'filter'], isSortable: true },
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

export function userResource(parts: UserParts): ResourceDefinition {
  const { users, details } = parts;
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
      run: (operator, id, { username, first_name, last_name, version = '' }) =>
        users.change(operator, id, { username, first_name, last_name }, version),
    },
    actions: userActions(parts),
    bulkActions: userBulkActions(parts),
  };
}
