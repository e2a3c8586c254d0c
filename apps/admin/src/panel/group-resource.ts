import { may } from '@castellan/accounts';
import type { PanelRights } from '@castellan/panel';
import { view } from './fields.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition, ResourceDefinition } from './resource-definition.js';
import { lines } from './form-reader.js';

/** Groups with what their members may do. */
export function groupResource(rights: PanelRights): ResourceDefinition {
  return {
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
    create: { allows: (operator) => may(operator, 'groups.add'), run: (operator, { name = '' }) => rights.createGroup(operator, name) },
    update: {
      allows: (operator) => may(operator, 'groups.change'),
      run: (operator, id, { name = '', version = '' }) => rights.renameGroup(operator, id, name, version),
    },
    actions: groupActions(rights),
  };
}

function groupActions(rights: PanelRights): readonly ActionDefinition[] {
  return [
    {
      name: 'permissions',
      label: 'Permissions',
      icon: 'Shield',
      kind: 'record',
      allows: ({ isSuperuser }) => isSuperuser,
      text: 'What the members of the group may do.',
      fields: [REASON],
      choices: (operator, id) => rights.permissionChoices(operator, { groupId: id }),
      run: async (operator, id, { chosen = '' }) => (
        await rights.setGroupPermissions(operator, id, lines(chosen)),
        'The permissions are changed.'
      ),
    },
    {
      name: 'erase',
      label: 'Delete',
      icon: 'Trash2',
      kind: 'record',
      allows: (operator) => may(operator, 'groups.delete'),
      isDrastic: true,
      text: 'Its members lose what only this group gave them.',
      fields: [REASON],
      run: async (operator, id) => (await rights.deleteGroup(operator, id), 'The group is deleted.'),
    },
  ];
}
