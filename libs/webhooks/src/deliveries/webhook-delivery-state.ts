/** `waiting` for its first or a further try; `delivered`; `failed` for good; `dropped` untold: endpoint or user are gone, or it was switched off. */
export const WEBHOOK_DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'dropped'] as const;

/** One of `WEBHOOK_DELIVERY_STATES`. */
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];
