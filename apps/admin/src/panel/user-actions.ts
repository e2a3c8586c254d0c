import { may } from '@castellan/accounts';
import type { AccountStatus, AccountSupport, AccountUnlocking, Operator, SessionRevocation } from '@castellan/accounts';
import type { PanelRights } from '@castellan/panel';
import { lines } from './form-reader.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition, BulkActionDefinition, Payload, QuestionField } from './resource-definition.js';
import { deleteUser } from './user-deletion.js';
import { factorActions } from './user-factor-actions.js';
import { isAnotherOf, isCustomerOf, isNotSet, isOther, isSet, mayChange } from './user-reach.js';
import type { UserParts } from './user-parts.js';

const isSuperuser = (operator: Operator): boolean => operator.isSuperuser;

/** What operators do to one user. */
export const userActions = (parts: UserParts): readonly ActionDefinition[] => [
  ...supportActions(parts.support),
  unlock(parts.unlocking),
  endSessions(parts.sessions),
  ...factorActions(parts),
  ...statusActions(parts.status),
  ...staffActions(parts.status),
  ...rightsActions(parts.rights),
  deleteUser(parts.deletion, parts.preview),
];

function supportActions(support: AccountSupport): readonly ActionDefinition[] {
  return [
    {
      name: 'sendResetLink',
      label: 'Send reset link',
      icon: 'Mail',
      kind: 'record',
      allows: mayChange,
      isShownFor: isSet('is_active'),
      text: 'The user gets a mail with a link to set a new password. Older links die.',
      run: async (operator, id) => (await support.sendResetLink(operator, id), 'The link is on its way.'),
    },
    {
      name: 'verify',
      label: 'Verify address',
      icon: 'CheckCircle',
      kind: 'record',
      allows: mayChange,
      isShownFor: (row, operator) => isNotSet('is_verified')(row) && isCustomerOf(row, operator),
      text: 'The address counts as proven from now on. Do this only when you know whose it is.',
      run: async (operator, id) => (await support.verify(operator, id), 'The address is verified.'),
    },
  ];
}

const unlock = (unlocking: AccountUnlocking): ActionDefinition => ({
  name: 'unlock',
  label: 'Unlock',
  icon: 'Unlock',
  kind: 'record',
  allows: mayChange,
  isShownFor: isAnotherOf,
  text: 'What is refused to the user after too many wrong passwords or codes is allowed again at once. Nobody is signed in by it. Make sure who asks: somebody may have been guessing.',
  fields: [REASON],
  run: async (operator, id) => (await unlocking.unlock(operator, id), 'The user may try again.'),
});

const endSessions = (sessions: SessionRevocation): ActionDefinition => ({
  name: 'endSessions',
  label: 'End sessions',
  icon: 'LogOut',
  kind: 'record',
  allows: (operator) => may(operator, 'sessions.delete'),
  isShownFor: isCustomerOf,
  text: 'The user is signed out everywhere, at once.',
  fields: [REASON],
  run: async (operator, id) => (await sessions.endAll(operator, id), 'All sessions are over.'),
});

const HOUR_MS = 3_600_000;
/** For how long somebody is disabled, in milliseconds; without an end where it names none. */
const BAN_MS: Readonly<Partial<Record<string, number>>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};
const UNTIL: QuestionField = {
  name: 'until',
  label: 'For how long',
  options: [
    { value: '', label: 'Without an end' },
    { value: 'hour', label: '1 hour' },
    { value: 'day', label: '1 day' },
    { value: 'week', label: '7 days' },
    { value: 'month', label: '30 days' },
  ],
};

const DISABLE = {
  label: 'Disable',
  icon: 'UserX',
  allows: mayChange,
  isDrastic: true,
  text: 'Nobody signs in with a disabled account; every session ends at once. After the time chosen here the user can sign in again.',
  fields: [UNTIL, REASON],
};
const ENABLE = { label: 'Enable', icon: 'UserCheck', allows: mayChange, text: 'The user can sign in again.' };

/** What is no length of the form is refused: a slip must not become a ban for ever. */
function lengthOf(chosen: string): number | null {
  return chosen === '' ? null : (BAN_MS[chosen] ?? Number.NaN);
}

/** For several users at once: all of them, or none. */
export function userBulkActions({ status }: Pick<UserParts, 'status'>): readonly BulkActionDefinition[] {
  const enable = async (operator: Operator, ids: readonly string[]) => (await status.setActive(operator, ids, true), 'They are enabled.');
  const disable = async (operator: Operator, ids: readonly string[], { until = '' }: Payload) => {
    await status.disable(operator, ids, lengthOf(until));
    return 'They are disabled.';
  };
  return [
    { ...DISABLE, name: 'disableAll', kind: 'bulk', run: disable },
    { ...ENABLE, name: 'enableAll', kind: 'bulk', run: enable },
  ];
}

function statusActions(status: AccountStatus): readonly ActionDefinition[] {
  const enable = async (operator: Operator, id: string) => (await status.setActive(operator, [id], true), 'The user is enabled.');
  const disable = async (operator: Operator, id: string, { until = '' }: Payload) => {
    await status.disable(operator, [id], lengthOf(until));
    return 'The user is disabled.';
  };
  return [
    { ...DISABLE, name: 'disable', kind: 'record', isShownFor: isOther(isSet('is_active')), run: disable },
    { ...ENABLE, name: 'enable', kind: 'record', isShownFor: isOther(isNotSet('is_active')), run: enable },
  ];
}

function rightsActions(rights: PanelRights): readonly ActionDefinition[] {
  return [
    {
      name: 'groups',
      label: 'Groups',
      icon: 'Users',
      kind: 'record',
      allows: isSuperuser,
      text: 'The groups the user is in.',
      fields: [REASON],
      choices: (operator, id) => rights.groupChoices(operator, id),
      run: async (operator, id, { chosen = '' }) => (await rights.setMemberships(operator, id, lines(chosen)), 'The groups are changed.'),
    },
    {
      name: 'permissions',
      label: 'Permissions',
      icon: 'Shield',
      kind: 'record',
      allows: isSuperuser,
      text: 'What the user may do besides what their groups allow.',
      fields: [REASON],
      choices: (operator, id) => rights.permissionChoices(operator, { userId: id }),
      run: async (operator, id, { chosen = '' }) => (
        await rights.setUserPermissions(operator, id, lines(chosen)),
        'The permissions are changed.'
      ),
    },
  ];
}

const staffActions = (status: AccountStatus): readonly ActionDefinition[] =>
  (['Staff', 'Superuser'] as const).flatMap((rank) => {
    const flag = rank === 'Staff' ? 'is_staff' : 'is_superuser';
    const set = (operator: Operator, id: string, value: boolean) =>
      rank === 'Staff' ? status.setStaff(operator, id, value) : status.setSuperuser(operator, id, value);
    return [
      {
        name: `grant${rank}`,
        label: `Make ${rank.toLowerCase()}`,
        icon: 'ArrowUp',
        kind: 'record',
        allows: isSuperuser,
        isShownFor: isOther(isNotSet(flag)),
        text: rank === 'Staff' ? 'Staff may come into this panel.' : 'A superuser has every permission.',
        fields: [REASON],
        run: async (operator: Operator, id: string) => (await set(operator, id, true), 'Done.'),
      },
      {
        name: `revoke${rank}`,
        label: `No ${rank.toLowerCase()} any more`,
        icon: 'ArrowDown',
        kind: 'record',
        allows: isSuperuser,
        isShownFor: isOther(isSet(flag)),
        isDrastic: true,
        text: 'It acts on their very next request.',
        fields: [REASON],
        run: async (operator: Operator, id: string) => (await set(operator, id, false), 'Done.'),
      },
    ] as const;
  });
