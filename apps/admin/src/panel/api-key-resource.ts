import type { ApiKeys } from '@castellan/api-keys';
import type { ListRow } from '@castellan/data';
import type { PanelRights } from '@castellan/panel';
import { text, time, view } from './fields.js';
import { lines } from './form-reader.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition, Payload, QuestionField, ResourceDefinition, WithSecret } from './resource-definition.js';

/** What machines come with: by name, what they may do, and when they were used last; never a secret, but for the one page after the making. */
export function apiKeyResource(keys: ApiKeys, rights: PanelRights): ResourceDefinition {
  return {
    id: 'api_keys',
    label: 'API keys',
    group: 'Machines',
    icon: 'Key',
    key: 'id',
    title: 'name',
    ...view('api_keys.view'),
    fields: [
      { ...text('name', 'list', 'filter'), isSortable: true },
      { ...text('permissions', 'list', 'filter'), label: 'May do' },
      { ...text('state', 'list'), marks: { revoked: 'bad', expired: 'warn' } },
      { ...text('cidrs'), label: 'Only from', format: (value) => value || 'anywhere' },
      { ...text('maker', 'list'), label: 'Made by', link: { to: 'users', key: 'maker_id' }, format: makerText },
      { ...time('created_at', 'Made') },
      { ...time('last_used_at', 'Last used'), in: ['list', 'show', 'filter'] },
      { ...time('expires_at', 'Expires'), in: ['list', 'show', 'filter'] },
      { ...time('revoked_at', 'Revoked at'), in: ['show', 'filter'] },
      { name: 'is_revoked', type: 'boolean', label: 'Revoked', in: ['filter'] },
    ],
    actions: [making(keys, rights), revoking(keys)],
  };
}

/** Of a maker who was erased, that nobody is above the key, which then opens nothing. */
const makerText = (email: unknown, { is_local: isLocal, maker_id: id }: ListRow): unknown =>
  isLocal === true ? 'the command line' : (email ?? id ?? 'nobody any more: it opens nothing');

const DAY_MS = 86_400_000;
/** How long a key lives, in milliseconds; undefined for one that does until it is revoked. */
const LIVES = {
  '90d': 90 * DAY_MS,
  '30d': 30 * DAY_MS,
  '365d': 365 * DAY_MS,
  never: undefined,
} as const;

const NEW_KEY: readonly QuestionField[] = [
  { name: 'name', label: 'Name, such as the machine or the job it is for' },
  {
    name: 'expires_in',
    label: 'Expires',
    options: [
      { value: '90d', label: 'in 90 days' },
      { value: '30d', label: 'in 30 days' },
      { value: '365d', label: 'in a year' },
      { value: 'never', label: 'never, until it is revoked' },
    ],
  },
  { name: 'cidrs', label: 'Only from these addresses or blocks, one a line; empty: from anywhere', maxLength: 2000, isOptional: true },
];

const making = (keys: ApiKeys, rights: PanelRights): ActionDefinition => ({
  name: 'make',
  label: 'Make a key',
  icon: 'Plus',
  kind: 'resource',
  allows: ({ isSuperuser }) => isSuperuser,
  text: 'For a machine that asks Castellan by itself. Give it no more than it needs: it never may more than you may at that moment, acts on no staff, and gives nobody rights.',
  fields: NEW_KEY,
  choicesLabel: 'What it may do',
  choices: (operator) => rights.permissionChoices(operator, null),
  run: async (operator, _id, payload) => madeText(await keys.create(operator, newKeyOf(payload))),
});

/** @throws nothing: what is wrong with it `ApiKeys` says, also a life that is none of the form's */
function newKeyOf({ name = '', expires_in: life = '', cidrs = '', chosen = '' }: Payload): Parameters<ApiKeys['create']>[1] {
  const expiresInMs = Object.hasOwn(LIVES, life) ? LIVES[life as keyof typeof LIVES] : Number.NaN; // as the line asks
  return { name, permissions: lines(chosen), cidrs: lines(cidrs), ...(expiresInMs !== undefined && { expiresInMs }) };
}

const madeText = ({ key, secret }: Awaited<ReturnType<ApiKeys['create']>>): WithSecret => ({
  message: `The key ${key.name} is made.`,
  secret,
  advice:
    'Castellan keeps only its hash, so nobody can look it up. Put it where the machine keeps its secrets, and into no address, repository or log; it is sent as "Authorization: Bearer ck_…".',
});

const revoking = (keys: ApiKeys): ActionDefinition => ({
  name: 'revoke',
  label: 'Revoke',
  icon: 'ShieldOff',
  kind: 'record',
  allows: ({ isSuperuser }) => isSuperuser,
  isShownFor: ({ is_revoked: isRevoked }) => isRevoked !== true,
  isDrastic: true,
  text: 'No node takes the key any more, within a second. What its machine does stops there. It cannot be taken back; another key is made instead.',
  fields: [REASON],
  run: async (operator, id) => (await keys.revoke(operator, id), 'The key is revoked.'),
});
