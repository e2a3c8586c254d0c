import type { InboxMessage } from '@castellan/notifications';

/** A message as docs/reference/contract.md#development-inbox writes it. */
export function messageJson({ id, channel, to, subject, text, html, links, code, sentAt }: InboxMessage): object {
  return { id, channel, to, subject, text, html, links, code, sent_at: sentAt.toISOString() };
}
