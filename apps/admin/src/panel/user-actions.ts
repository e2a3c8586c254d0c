import { may } from '@castellan/accounts';
import type {
  AccountStatus,
  AccountSupport,
  AccountUnlocking,
  Operator,
  PasskeyRemoval,
  SessionRevocation,
  TwoFactorReset,
} from '@castellan/accounts';
import type { PanelRights } from '@castellan/panel';
import type { ListRow } from '@castellan/data';
import type { Passkey } from '@castellan/passkeys';
import { lines } from './form-reader.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition, BulkActionDefinition, Payload, QuestionField } from './resource-definition.js';
import { deleteUser } from './user-deletion.js';
import { isAnotherOf, isCustomerOf } from './user-reach.js';
import type { UserParts } from './user-parts.js';

export const mayChange = (operator: Operator): boolean => may(operator, 'users.change');
const isSuperuser = (operator: Operator): boolean => operator.isSuperuser;
const isOther =
  (fits: (row: ListRow) => boolean) =>
  (row: ListRow, operator: Operator): boolean =>
    fits(row) && isAnotherOf(row, operator);
const isSet = (name: string) => (row: ListRow) => row[name] === true;
const isNotSet = (name: string) => (row: ListRow) => row[name] === false;

/** What operators do to one user. */
export const userActions = (parts: UserParts): readonly ActionDefinition[] => [
  ...supportActions(parts.support),
  unlock(parts.unlocking),
  endSessions(parts.sessions),
  resetTwoFactor(parts.twoFactor),
  removePasskeys(parts.passkeys),
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

const resetTwoFactor = (twoFactor: TwoFactorReset): ActionDefinition => ({
  name: 'resetTwoFactor',
  label: 'Reset 2FA',
  icon: 'Key',
  kind: 'record',
  allows: mayChange,
  isShownFor: isOther(isSet('two_factor')),
  isDrastic: true,
  text: 'Two-step sign-in is turned off. The authenticator, the backup codes and every passkey are removed, all sessions end, and the user is told by mail. Make sure who asks, as when the account was given to them: a call back on a number that was known before, not one from the request.',
  fields: [{ ...REASON, label: 'Reason, and how you made sure who asks (kept in the audit log; name nobody)' }],
  run: async (operator, id, { reason = '' }) => (await twoFactor.reset(operator, id, reason), 'The second factor is off.'),
});

const removePasskeys = (passkeys: PasskeyRemoval): ActionDefinition => ({
  name: 'removePasskeys',
  label: 'Remove passkeys',
  icon: 'Key',
  kind: 'record',
  allows: mayChange,
  isShownFor: isOther(isSet('has_passkey')),
  isDrastic: true,
  text: 'The passkeys that are ticked sign nobody in any more, every session ends, and the user is told by mail. The last way in stays: send a reset link first. The last second factor stays, too: that is what “Reset 2FA” takes away. Make sure who asks, as when the account was given to them.',
  fields: [REASON],
  choices: async (operator, id) => (await passkeys.of(operator, id)).map(passkeyChoice),
  run: async (operator, id, { chosen = '' }) => (await passkeys.remove(operator, id, lines(chosen)), 'The passkeys are removed.'),
});

const passkeyChoice = ({ id, name, createdAt }: Passkey): object => ({
  value: id,
  label: `${name}, added ${createdAt.toISOString().slice(0, 10)}`,
  isChosen: false,
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
