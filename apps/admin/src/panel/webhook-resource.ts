import { may } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';
import type { PanelWebhooks } from '@castellan/panel';
import type { WebhookEndpoints } from '@castellan/webhooks';
import { text, time, view } from './fields.js';
import { lines } from './form-reader.js';
import { REASON } from './resource-definition.js';
import type { ActionDefinition, Payload, QuestionField, ResourceDefinition, WithSecret } from './resource-definition.js';
import { endpointState, webhookSections } from './webhook-page.js';

/** Who else is told of what happens here, and of what. */
export function webhookResource(endpoints: WebhookEndpoints, webhooks: PanelWebhooks): ResourceDefinition {
  return {
    id: 'webhooks',
    label: 'Webhooks',
    group: 'Machines',
    icon: 'Send',
    key: 'id',
    title: 'url',
    ...view('webhooks.view'),
    fields: [
      { ...text('url', 'list', 'filter'), label: 'Address' },
      text('description', 'list', 'filter'),
      { ...text('events', 'list'), type: 'textarea' },
      { ...text('state', 'list'), format: (_value, row) => endpointState(row), marks: { 'switched off': 'bad', failing: 'warn' } },
      { name: 'is_active', type: 'boolean', label: 'On', in: ['filter'] },
      { ...time('created_at', 'Made') },
    ],
    page: async (operator, row) => webhookSections(row, await webhooks.lastDeliveries(operator, String(row['id']))),
    actions: [
      making(endpoints, webhooks),
      changing(endpoints, webhooks),
      ...switching(endpoints),
      rotating(endpoints),
      deleting(endpoints),
    ],
  };
}

const SETTINGS: readonly QuestionField[] = [
  { name: 'url', label: 'Address, https://…' },
  { name: 'description', label: 'Description, for people', isOptional: true },
];
const EVENTS = 'What it is told of';
/** What Standard Webhooks calls it; any of its libraries verifies with it. */
const ADVICE =
  'The receiver verifies with it that what it is told comes from here, with any library of Standard Webhooks. Castellan keeps it sealed and shows it to nobody; who has it can say anything in its name.';

const settingsOf = ({ url = '', description = '', chosen = '' }: Payload) => ({ url, description, events: lines(chosen) });

const making = (endpoints: WebhookEndpoints, webhooks: PanelWebhooks): ActionDefinition => ({
  name: 'make',
  label: 'Add an endpoint',
  icon: 'Plus',
  kind: 'resource',
  allows: (operator) => may(operator, 'webhooks.add'),
  text: 'Each chosen event is sent to this address when it has happened, and again over a day until the address says that it has it.',
  fields: SETTINGS,
  choicesLabel: EVENTS,
  choices: (operator) => webhooks.eventChoices(operator, null),
  run: async (operator, _id, payload): Promise<WithSecret> => {
    const { endpoint, secret } = await endpoints.create(operator, settingsOf(payload));
    return { message: `${endpoint.url} is told from now on.`, secret, advice: ADVICE };
  },
});

const changing = (endpoints: WebhookEndpoints, webhooks: PanelWebhooks): ActionDefinition => ({
  name: 'change',
  label: 'Change',
  icon: 'Edit2',
  kind: 'record',
  allows: (operator) => may(operator, 'webhooks.change'),
  text: 'What waits for its next try goes to the new address.',
  fields: SETTINGS,
  choicesLabel: EVENTS,
  choices: (operator, id) => webhooks.eventChoices(operator, id),
  values: async (operator, id) => {
    const { url, description } = await webhooks.endpoint(operator, id);
    return { url: String(url), description: String(description) };
  },
  run: async (operator, id, payload) => (await endpoints.change(operator, id, settingsOf(payload)), 'The endpoint is changed.'),
});

const isOn = ({ is_active: isActive }: ListRow): boolean => isActive === true;

const switching = (endpoints: WebhookEndpoints): readonly ActionDefinition[] =>
  ([true, false] as const).map((isActive) => ({
    name: isActive ? 'switchOn' : 'switchOff',
    label: isActive ? 'Switch on' : 'Switch off',
    icon: isActive ? 'Play' : 'Pause',
    kind: 'record' as const,
    allows: (operator) => may(operator, 'webhooks.change'),
    isShownFor: (row) => isOn(row) !== isActive,
    text: isActive
      ? 'It is told of what happens from now on; what it missed can be told again, one by one, while the log has it.'
      : 'It is told nothing until it is switched on again, also not of what waits for its next try.',
    run: async (operator, id) => (await endpoints.change(operator, id, { isActive }), 'Done.'),
  }));

const rotating = (endpoints: WebhookEndpoints): ActionDefinition => ({
  name: 'rotate',
  label: 'Rotate secret',
  icon: 'RefreshCw',
  kind: 'record',
  allows: (operator) => may(operator, 'webhooks.change'),
  text: 'A new secret is made and signs at once. For 24 hours the one so far signs beside it, so nothing is missed while the receiver changes over.',
  run: async (operator, id): Promise<WithSecret> => ({
    message: 'The secret is rotated.',
    secret: await endpoints.rotate(operator, id),
    advice: ADVICE,
  }),
});

const deleting = (endpoints: WebhookEndpoints): ActionDefinition => ({
  name: 'erase',
  label: 'Delete',
  icon: 'Trash2',
  kind: 'record',
  allows: (operator) => may(operator, 'webhooks.delete'),
  isDrastic: true,
  text: 'It is told nothing any more, and the log of what it was told goes with it.',
  fields: [REASON],
  run: async (operator, id) => (await endpoints.delete(operator, id), 'The endpoint is deleted.'),
});
