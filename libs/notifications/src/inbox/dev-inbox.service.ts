import { Injectable } from '@nestjs/common';
import type { InboxMessage } from './inbox-message.js';
import type { InboxMessageEntity } from './inbox-message.entity.js';
import { InboxRepository } from './inbox.repository.js';

/**
 * The development inbox (docs/reference/contract.md#development-inbox): what the real queue delivered where no mail server or SMS provider
 * is configured.
 */
@Injectable()
export class DevInbox {
  constructor(private readonly repository: InboxRepository) {}

  /** The newest 1 000 messages, newest first; with `to`, those to exactly that address or number, whatever the case. */
  async list(to?: string): Promise<readonly InboxMessage[]> {
    const rows = await this.repository.list(to);
    return rows.map(toMessage);
  }

  /** Forgets all messages. */
  async clear(): Promise<void> {
    await this.repository.clear();
  }
}

function toMessage({ id, channel, recipient, subject, text, html, links, code, sentAt }: InboxMessageEntity): InboxMessage {
  return { id, channel, to: recipient, subject, text, html, links, code, sentAt };
}
