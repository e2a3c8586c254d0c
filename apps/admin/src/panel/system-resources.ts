import { may } from '@castellan/accounts';
import type { PanelFailedJobs, PanelSigningKeys, PanelSources } from '@castellan/panel';
import { text, time, view } from './fields.js';
import { REASON } from './resource-definition.js';
import type { ResourceDefinition } from './resource-definition.js';

interface SystemParts {
  readonly sources: PanelSources;
  readonly keys: PanelSigningKeys;
  readonly jobs: PanelFailedJobs;
}

/** Where people come from, what signs, and what failed. */
export function systemResources({ sources, keys, jobs }: SystemParts): readonly ResourceDefinition[] {
  return [sourceResource(sources), signingKeyResource(keys), jobResource(jobs)];
}

function sourceResource(sources: PanelSources): ResourceDefinition {
  return {
    id: 'sources',
    label: 'Registration sources',
    group: 'Accounts',
    icon: 'Globe',
    key: 'id',
    title: 'url',
    ...view('sources.view'),
    fields: [
      text('url', 'list', 'filter'),
      { ...text('shown_as', 'list'), label: 'Name' },
      { name: 'name', type: 'string', label: 'Name by an operator', in: ['show', 'edit', 'filter'] },
      { name: 'is_active', type: 'boolean', label: 'Active', in: ['list', 'show', 'filter'], marks: { false: 'warn' } },
      { name: 'users', type: 'number', in: ['list', 'show'] },
      time('created_at'),
    ],
    update: {
      allows: (operator) => may(operator, 'sources.change'),
      run: (operator, id, { name = '', version = '' }) => sources.rename(operator, id, name.trim() === '' ? null : name, version),
    },
    actions: ([true, false] as const).map((isActive) => ({
      name: isActive ? 'activate' : 'deactivate',
      label: isActive ? 'Activate' : 'Deactivate',
      icon: isActive ? 'Eye' : 'EyeOff',
      kind: 'record' as const,
      allows: (operator) => may(operator, 'sources.change'),
      isShownFor: (row) => row['is_active'] !== isActive,
      text: isActive
        ? 'The source is counted in the figures again.'
        : 'The source is left out of the figures. People are linked to it all the same.',
      run: async (operator, id) => (await sources.setActive(operator, id, isActive), 'Done.'),
    })),
  };
}

function signingKeyResource(keys: PanelSigningKeys): ResourceDefinition {
  return {
    id: 'signing_keys',
    label: 'Signing keys',
    group: 'System',
    icon: 'Key',
    key: 'kid',
    title: 'kid',
    ...view('signing_keys.view'),
    fields: [
      text('kid', 'list'),
      { ...text('state', 'list'), marks: { revoked: 'bad' } },
      { ...time('created_at'), in: ['list', 'show'] },
      { name: 'signs_from', type: 'datetime', in: ['list', 'show'] },
    ],
    actions: [
      {
        name: 'rotate',
        label: 'Rotate',
        icon: 'RefreshCw',
        kind: 'resource',
        allows: (operator) => may(operator, 'signing_keys.add'),
        text: 'A new key is published at once and signs in ten minutes. No token dies by it.',
        run: async (operator) => `The key ${await keys.rotate(operator)} is published.`,
      },
      {
        name: 'revoke',
        label: 'Revoke',
        icon: 'ShieldOff',
        kind: 'record',
        allows: (operator) => may(operator, 'signing_keys.delete'),
        isDrastic: true,
        text: 'For a key that may be in other hands. Every access token it signed is refused at once, on every node; clients refresh. Where it signs now, a new key does from then on.',
        fields: [REASON],
        run: async (operator, kid) => revoked(await keys.revoke(operator, kid)),
      },
    ],
  };
}

const revoked = (successor: string | null): string =>
  successor === null ? 'The key is revoked.' : `The key is revoked. ${successor} signs from now on.`;

function jobResource(jobs: PanelFailedJobs): ResourceDefinition {
  return {
    id: 'jobs',
    label: 'Failed jobs',
    group: 'System',
    icon: 'AlertTriangle',
    key: 'id',
    title: 'queue',
    ...view('jobs.view'),
    fields: [
      text('queue', 'list', 'filter'),
      { ...text('error', 'list'), label: 'What went wrong' },
      { name: 'tries', type: 'number', in: ['list', 'show'] },
      time('created_at', 'Given up'),
    ],
    actions: [
      {
        name: 'retry',
        label: 'Try again',
        icon: 'RefreshCw',
        kind: 'record',
        allows: (operator) => may(operator, 'jobs.change'),
        text: 'The job is done anew, with all its tries.',
        run: async (operator, id) => (await jobs.retry(operator, id), 'The job is queued again.'),
      },
      {
        name: 'drop',
        label: 'Delete',
        icon: 'Trash2',
        kind: 'record',
        allows: (operator) => may(operator, 'jobs.delete'),
        isDrastic: true,
        text: 'What the job was to do is never done.',
        run: async (operator, id) => (await jobs.drop(operator, id), 'The job is deleted.'),
      },
    ],
  };
}
