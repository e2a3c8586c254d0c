import type { ResourceDefinition } from './resource-definition.js';

/** What AdminJS says, in words of ours: it speaks of records, resources and consoles. */
const MESSAGES = {
  successfullyUpdated: 'Saved.',
  successfullyCreated: 'Added.',
  thereWereValidationErrors: 'Not saved: see what is wrong below.',
  forbiddenError: 'You are not allowed to do this.',
  anyForbiddenError: 'You are not allowed to do this.',
  errorFetchingRecords: 'The list cannot be shown. Take the filters back, or sign in again.',
  errorFetchingRecord: 'This cannot be shown: it is not there any more, or you may not see it.',
  noRecordsSelected: 'Nothing is chosen.',
  error404Resource: 'There is no such list, or you may not see it.',
  error404Action: 'This is not there any more, or you may not do it.',
  error404Record: 'This is not there any more, or you may not see it.',
  pageNotFound_title: 'Not found',
  pageNotFound_subtitle: 'There is no such page.',
  seeConsoleForMore: '',
};

const ABBREVIATIONS = ['id', 'ip', 'url'];

/** Every text of the panel that AdminJS shows. */
export function translations(definitions: readonly ResourceDefinition[]): object {
  const resources = definitions.map(({ id, label: list, fields, actions = [], bulkActions = [] }) => {
    const properties = Object.fromEntries(fields.map(({ name, label }) => [name, label ?? sentence(name)]));
    const labels = Object.fromEntries([...actions, ...bulkActions].map(({ name, label }) => [name, label]));
    return [id, { properties, actions: { list, ...labels } }] as const;
  });
  return {
    labels: { ...Object.fromEntries(definitions.map(({ id, label }) => [id, label])), dashboard: 'Start' },
    actions: { new: 'Add', export: 'Export as CSV' },
    buttons: { filter: 'Filter', applyChanges: 'Apply', logout: 'Sign out' },
    messages: MESSAGES,
    resources: Object.fromEntries(resources),
  };
}

function sentence(name: string): string {
  if (ABBREVIATIONS.includes(name)) return name.toUpperCase();
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
