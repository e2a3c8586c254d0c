import { may } from '@castellan/accounts';
import type { PanelDeletionPreview, UserBelongings } from '@castellan/panel';
import type { AccountDeletion } from '@castellan/accounts';
import { REASON } from './resource-definition.js';
import { isAnotherOf } from './user-reach.js';
import type { ActionDefinition } from './resource-definition.js';

/** Deletes a user, once the operator has read what goes with them, and typed whom. */
export const deleteUser = (deletion: AccountDeletion, preview: PanelDeletionPreview): ActionDefinition => ({
  name: 'erase',
  label: 'Delete',
  icon: 'Trash2',
  kind: 'record',
  allows: (operator) => may(operator, 'users.delete'),
  isShownFor: isAnotherOf,
  isDrastic: true,
  text: 'The account goes at once and for ever. Nobody can bring it back.',
  consequences: async (operator, id) => consequencesOf(await preview.of(operator, id)),
  fields: [REASON, { name: 'email', label: 'The e-mail address of the user, to confirm' }],
  run: async (operator, id, { email = '' }) => (await deletion.deleteConfirmed(operator, id, email), 'The user is deleted.'),
});

function consequencesOf(own: UserBelongings): readonly string[] {
  return [
    `Goes: profile${own.hasAvatar ? ' and avatar' : ', no avatar'}`,
    `Goes: ${own.hasPhone ? 'a proven phone number' : 'no phone number'}`,
    `Goes: ${own.hasSecondFactor ? 'the second factor' : 'no second factor'}, ${counted(own.backupCodes, 'backup code')}`,
    `Goes: ${counted(own.passkeys, 'passkey')}`,
    `Goes: ${counted(own.identities, 'connected account')}`,
    `Goes: ${counted(own.sessions, 'session')}, ${own.liveSessions} of them live`,
    `Goes: ${counted(own.devices, 'known device')}`,
    `Goes: ${counted(own.groups, 'group membership')}, ${counted(own.permissions, 'permission')} of their own`,
    `Goes: ${counted(own.sources, 'registration source')}`,
    `Stays: ${counted(own.apiKeys, 'API key')} that they made${own.liveApiKeys > 0 ? `; ${own.liveApiKeys} live, which open nothing from then on` : ''}`,
    `Stays: ${counted(own.events, 'event')}, without address and name`,
    `Stays: ${counted(own.auditRows, 'row')} of the audit log`,
  ];
}

const counted = (count: number, thing: string): string => `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`;
