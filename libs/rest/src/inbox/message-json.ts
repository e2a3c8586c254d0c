import type { InboxMessage } from '@castellan/notifications';

/** A message as contract §8 writes it. */
export function messageJson({ id, channel, to, subject, text, html, links, code, sentAt }: InboxMessage): object {
  return { id, channel, to, subject, text, html, links, code, sent_at: sentAt.toISOString() };
}
