/** What is sent to endpoints. */
export const WEBHOOK_QUEUE = 'webhooks.deliver';

/** One try: that it is the `tries`th says whether another has been made meanwhile. */
export interface WebhookTryJob {
  readonly id: string;
  readonly tries: number;
}
