import { may } from '@castellan/accounts';
import type { FieldDefinition, ResourceDefinition } from './resource-definition.js';
import { userActions, userBulkActions } from './user-actions.js';
import { isCustomerOf, mayChange } from './user-reach.js';
import { userSections } from './user-page.js';
import type { UserParts } from './user-parts.js';

const FIELDS: readonly FieldDefinition[] = [
  { name: 'search', type: 'string', label: 'Start of e-mail, username or name; phone; id; *part', in: ['filter'] },
  { name: 'avatar', type: 'string', label: ' ', in: ['list'], listComponent: 'PanelAvatar' },
  { name: 'email', type: 'string', label: 'E-mail', in: ['list', 'new', 'filter'], isSortable: true, section: 'Sign-in' },
  { name: 'name', type: 'string', in: ['list'] },
  { name: 'username', type: 'string', in: ['edit', 'filter'], section: 'Sign-in' },
  { name: 'first_name', type: 'string', in: ['edit', 'new'], section: 'Name' },
  { name: 'last_name', type: 'string', in: ['edit', 'new'], section: 'Name' },
  { name: 'is_verified', type: 'boolean', label: 'Verified', in: ['list', 'filter'], marks: { false: 'warn' } },
  { name: 'is_active', type: 'boolean', label: 'Active', in: ['list', 'filter'], marks: { false: 'bad' } },
  { name: 'is_staff', type: 'boolean', label: 'Staff', in: ['list', 'filter'], marks: { true: 'note' } },
  { name: 'is_superuser', type: 'boolean', label: 'Superuser', in: ['filter'] },
  { name: 'two_factor', type: 'boolean', label: '2FA', in: ['list', 'filter'] },
  { name: 'has_passkey', type: 'boolean', label: 'Passkey', in: ['filter'] },
  { name: 'has_identity', type: 'boolean', label: 'Connected account', in: ['filter'] },
  { name: 'provider', type: 'string', label: 'Connected account at (id of the provider)', in: ['filter'] },
  { name: 'last_login', type: 'datetime', in: ['list', 'filter'], isSortable: true },
  { name: 'date_joined', type: 'datetime', label: 'Joined', in: ['list', 'filter'], isSortable: true },
];

export function userResource(parts: UserParts): ResourceDefinition {
  const { creation, support, page } = parts;
  return {
    id: 'users',
    label: 'Users',
    group: 'Accounts',
    icon: 'User',
    key: 'id',
    title: 'email',
    fields: FIELDS,
    hasExport: true,
    mayView: (operator) => may(operator, 'users.view'),
    page: async (operator, row) => userSections(operator, row, await page.of(operator, String(row['id']))),
    create: {
      text: 'The user gets a mail with a link to set a password. Nobody else sees or sets it.',
      allows: (operator) => may(operator, 'users.add'),
      run: async (operator, { email = '', first_name: firstName = '', last_name: lastName = '' }) =>
        (await creation.createWithResetLink(operator, { email, firstName, lastName })).id,
    },
    update: {
      allows: mayChange,
      isShownFor: isCustomerOf,
      run: (operator, id, { username, first_name, last_name, version = '' }) =>
        support.change(operator, id, { username, first_name, last_name }, [version]),
    },
    actions: userActions(parts),
    bulkActions: userBulkActions(parts),
  };
}
