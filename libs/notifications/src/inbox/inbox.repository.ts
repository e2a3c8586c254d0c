import { Injectable } from '@nestjs/common';
import { Transaction } from '@castellan/data';
import { InboxMessageEntity } from './inbox-message.entity.js';

/** How many messages the inbox keeps (docs/reference/contract.md#development-inbox). */
export const INBOX_CAPACITY = 1000;

export type NewInboxMessage = Omit<InboxMessageEntity, 'arrival'>;

@Injectable()
export class InboxRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Adds a message unless its id is there already, and drops the oldest beyond the capacity. */
  add(message: NewInboxMessage): Promise<void> {
    return this.transaction.run(async () => {
      await this.messages.createQueryBuilder().insert().values(message).orIgnore().execute();
      await this.transaction.query(
        `DELETE FROM dev_inbox WHERE arrival <= (SELECT arrival FROM dev_inbox ORDER BY arrival DESC OFFSET ${INBOX_CAPACITY} LIMIT 1)`,
      );
    });
  }

  /** Newest first; with `recipient`, only messages to exactly that address or number, whatever the case. */
  list(recipient?: string): Promise<InboxMessageEntity[]> {
    const query = this.messages.createQueryBuilder('message').orderBy('message.arrival', 'DESC');
    if (recipient !== undefined) query.where('lower(message.recipient) = lower(:recipient)', { recipient });
    return query.getMany();
  }

  async clear(): Promise<void> {
    await this.transaction.query('DELETE FROM dev_inbox');
  }

  private get messages() {
    return this.transaction.manager.getRepository(InboxMessageEntity);
  }
}
