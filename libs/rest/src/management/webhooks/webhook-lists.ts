import { WEBHOOK_DELIVERY_STATES, WEBHOOK_EVENTS } from '@castellan/webhooks';
import { bothWays, since } from '../lists/managed-list.js';
import type { ManagedList } from '../lists/managed-list.js';

export const WEBHOOKS: ManagedList = {
  list: 'webhooks',
  path: '/api/admin/webhooks/',
  parameters: {
    is_active: { filter: 'is_active', type: 'boolean', description: 'Switched on, or off.' },
    ...since('created_at'),
  },
  orderings: bothWays('created_at'),
};

const DELIVERIES_OF_ONE: Omit<ManagedList, 'path'> = {
  list: 'webhook_deliveries',
  parameters: {
    event: { filter: 'event', values: WEBHOOK_EVENTS, description: 'Of what it was told.' },
    state: { filter: 'state', values: WEBHOOK_DELIVERY_STATES, description: 'How it went.' },
    user_id: { filter: 'user_id', format: 'uuid', description: 'About this user.' },
    ...since('created_at'),
  },
  orderings: bothWays('created_at'),
};

/** What any of them was told, for the document. */
export const WEBHOOK_DELIVERIES: ManagedList = { ...DELIVERIES_OF_ONE, path: '/api/admin/webhooks/{id}/deliveries/' };

/** What one was told. */
export const deliveriesOf = (endpointId: string): ManagedList => ({
  ...DELIVERIES_OF_ONE,
  path: `/api/admin/webhooks/${endpointId}/deliveries/`,
  fixed: { endpoint_id: endpointId },
});
