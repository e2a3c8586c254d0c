import { AUDIT_ACTIONS, AUTH_EVENTS } from '@castellan/log';
import { bothWays, since } from './managed-list.js';
import type { ListParameter, ManagedList } from './managed-list.js';

const flag = (filter: string, description: string): ListParameter => ({ filter, type: 'boolean', description });
const exactly = (filter: string, description: string): ListParameter => ({ filter, description });
const uuid = (filter: string, description: string): ListParameter => ({ filter, format: 'uuid', description });

export const USERS: ManagedList = {
  list: 'users',
  path: '/api/admin/users/',
  parameters: {
    search: {
      filter: 'search',
      description: 'By id, whole phone number, or the beginning of address, username or names; with `*` in front anywhere, which is slow.',
    },
    id: uuid('id', 'Exactly this one.'),
    email: exactly('exact_email', 'Exactly this address, in any spelling of it.'),
    username: exactly('exact_username', 'Exactly this username, whatever its case.'),
    is_active: flag('is_active', 'Not disabled, or disabled.'),
    is_verified: flag('is_verified', 'The address is proven, or not.'),
    is_staff: flag('is_staff', 'May use panel and management API, or not.'),
    two_factor: flag('two_factor', 'Has a second factor, or none.'),
    group: { filter: 'group', needs: 'groups.view', description: 'Members of the group with this id or exact name; with `groups.view`.' },
    ...since('date_joined'),
  },
  orderings: bothWays('date_joined'),
};

export const GROUPS: ManagedList = {
  list: 'groups',
  path: '/api/admin/groups/',
  parameters: { search: { filter: 'name', description: 'A part of the name.' } },
  orderings: { id: { sortBy: 'id', direction: 'asc' }, '-id': { sortBy: 'id', direction: 'desc' } },
};

export const EVENTS: ManagedList = {
  list: 'auth_events',
  path: '/api/admin/events/',
  parameters: {
    event: { filter: 'event', values: AUTH_EVENTS, description: 'What was tried or done.' },
    status: { filter: 'status', values: ['success', 'failure'], description: 'How it ended.' },
    user_id: uuid('user_id', 'Of this user.'),
    ip: exactly('ip', 'From this address, as an event has it.'),
    ...since('created_at'),
  },
  orderings: bothWays('created_at'),
};

export const AUDIT: ManagedList = {
  list: 'audit_log',
  path: '/api/admin/audit/',
  parameters: {
    action: { filter: 'action', values: AUDIT_ACTIONS, description: 'What was done.' },
    actor_kind: { filter: 'actor_kind', values: ['user', 'api_key', 'command_line', 'system'], description: 'Who did it.' },
    actor_id: uuid('actor_id', 'Done by this operator or API key.'),
    target_type: exactly('target_type', 'Done to one of these: `user`, `group`, ….'),
    target_id: exactly('target_id', 'Done to this one.'),
    ...since('created_at'),
  },
  orderings: bothWays('seq'),
};
