import { may } from '@castellan/accounts';
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_EVENTS } from '@castellan/webhooks';
import type { WebhookDeliveries } from '@castellan/webhooks';
import { text, time, view } from './fields.js';
import type { ResourceDefinition } from './resource-definition.js';

/** What endpoints were told and how it went, never what stood in it. */
export function webhookDeliveryResource(deliveries: WebhookDeliveries): ResourceDefinition {
  return {
    id: 'webhook_deliveries',
    label: 'Webhook deliveries',
    group: 'Machines',
    icon: 'Activity',
    key: 'id',
    title: 'event',
    ...view('webhooks.view'),
    fields: [
      time('created_at', 'Time'),
      { ...text('endpoint', 'list'), link: { to: 'webhooks', key: 'endpoint_id' } },
      { ...text('event', 'list', 'filter'), values: WEBHOOK_EVENTS },
      { ...text('state', 'list', 'filter'), values: WEBHOOK_DELIVERY_STATES, marks: { failed: 'bad', waiting: 'warn' } },
      { name: 'tries', type: 'number', in: ['list', 'show'] },
      { name: 'status', type: 'number', label: 'HTTP status', in: ['list', 'show'] },
      { ...text('error', 'list', 'filter'), label: 'What went wrong' },
      { name: 'duration_ms', type: 'number', label: 'Took (ms)', in: ['show'] },
      { name: 'last_tried_at', type: 'datetime', label: 'Last tried', in: ['show'] },
      { name: 'next_try_at', type: 'datetime', label: 'Next try', in: ['list', 'show'] },
      { ...text('message_id'), label: 'webhook-id' },
      { ...text('user_id', 'filter'), label: 'User id' },
      { ...text('endpoint_id', 'filter'), label: 'Endpoint id' },
    ],
    actions: [
      {
        name: 'replay',
        label: 'Send again',
        icon: 'RefreshCw',
        kind: 'record',
        allows: (operator) => may(operator, 'webhooks.change'),
        isShownFor: ({ can_replay: canReplay }) => canReplay === true,
        text: 'It is sent anew, with all its tries and the same webhook-id: a receiver that has it already knows it again.',
        run: async (operator, id) => (await deliveries.replay(operator, id), 'It is on its way.'),
      },
    ],
  };
}
