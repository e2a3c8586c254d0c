import { may } from '@castellan/accounts';
import type { ProfileModeration } from '@castellan/accounts';
import { text, time, view } from './fields.js';
import type { ResourceDefinition } from './resource-definition.js';

/** What people tell of themselves. Everybody has one, so none is added, and none goes but with its user. */
export function profileResource(profiles: ProfileModeration): ResourceDefinition {
  return {
    id: 'profiles',
    label: 'Profiles',
    group: 'Accounts',
    icon: 'Image',
    key: 'user_id',
    title: 'email',
    ...view('profiles.view'),
    fields: [
      { ...text('email', 'list', 'filter'), label: 'User', link: { to: 'users', key: 'user_id' } },
      text('location', 'list', 'filter', 'edit'),
      text('language', 'list', 'filter', 'edit'),
      { ...text('timezone', 'list', 'filter', 'edit'), label: 'Time zone' },
      text('date_of_birth', 'edit'),
      { name: 'bio', type: 'textarea', in: ['show', 'edit'] },
      { name: 'has_avatar', type: 'boolean', label: 'Picture', in: ['show'] },
      { ...text('user_id', 'filter'), label: 'User id' },
      time('updated_at'),
    ],
    details: async (operator, id) => ({ has_avatar: await profiles.hasAvatar(operator, id) }),
    update: {
      allows: (operator) => may(operator, 'profiles.change'),
      run: (operator, id, { version = '', ...input }) => profiles.change(operator, id, input, version),
    },
    actions: [
      {
        name: 'removeAvatar',
        label: 'Remove picture',
        icon: 'Trash2',
        kind: 'record',
        allows: (operator) => may(operator, 'profiles.change'),
        isShownFor: ({ has_avatar: hasAvatar }) => hasAvatar !== false,
        isDrastic: true,
        text: 'The picture goes at once and for ever. The user may put up another one.',
        run: async (operator, id) => (await profiles.removeAvatar(operator, id), 'The picture is gone.'),
      },
    ],
  };
}
