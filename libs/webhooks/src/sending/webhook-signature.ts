import { hmacSha256 } from '@castellan/common';

/** What is signed, and when. */
export interface SignedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly at: Date;
}

/**
 * The headers of one try, with a signature by each secret (Standard Webhooks, "Signature scheme"). The time is that of the try, as receivers
 * refuse what is old.
 */
export function webhookHeaders({ messageId, body, at }: SignedMessage, secrets: readonly Buffer[]): Readonly<Record<string, string>> {
  const id = `msg_${messageId}`;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${hmacSha256(secret, `${id}.${timestamp}.${body}`).toString('base64')}`);
  return {
    'content-type': 'application/json',
    'user-agent': 'castellan',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
