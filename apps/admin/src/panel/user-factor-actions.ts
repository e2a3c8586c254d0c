import type { IdentityRemoval, PasskeyRemoval, TwoFactorReset } from '@castellan/accounts';
import type { Identity } from '@castellan/federation';
import type { Passkey } from '@castellan/passkeys';
import { lines } from './form-reader.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition } from './resource-definition.js';
import type { UserParts } from './user-parts.js';
import { isOther, isSet, mayChange } from './user-reach.js';

/** What operators take of what one user signs in with; they add nothing. */
export const factorActions = ({
  twoFactor,
  passkeys,
  identities,
}: Pick<UserParts, 'twoFactor' | 'passkeys' | 'identities'>): readonly ActionDefinition[] => [
  resetTwoFactor(twoFactor),
  removePasskeys(passkeys),
  removeIdentities(identities),
];

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

const removeIdentities = (identities: IdentityRemoval): ActionDefinition => ({
  name: 'removeIdentities',
  label: 'Disconnect accounts',
  icon: 'Link2',
  kind: 'record',
  allows: mayChange,
  isShownFor: isOther(isSet('has_identity')),
  isDrastic: true,
  text: 'The accounts that are ticked sign nobody in here any more, every session ends, and the user is told by mail. The last way in stays: send a reset link first. Make sure who asks, as when the account was given to them.',
  fields: [REASON],
  choices: async (operator, id) => (await identities.of(operator, id)).map(identityChoice),
  run: async (operator, id, { chosen = '' }) => (await identities.remove(operator, id, lines(chosen)), 'The accounts are disconnected.'),
});

const identityChoice = ({ id, provider, email, createdAt }: Identity): object => ({
  value: id,
  label: `${provider}: ${email ?? 'no address'}, connected ${createdAt.toISOString().slice(0, 10)}`,
  isChosen: false,
});
