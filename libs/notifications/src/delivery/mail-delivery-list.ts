import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { MAIL_TEMPLATES } from '../mail-kinds.js';
import { MAIL_DELIVERY_STATES } from './mail-delivery-state.js';
import { MailRecipients } from './mail-recipients.js';

/** What became of mails, as operators look at it: the address masked, no text. @internal */
@Injectable()
export class MailDeliveryList extends Listing {
  constructor(transaction: Transaction, recipients: MailRecipients) {
    const search = (text: string, place: Place): string => recipientIs(text, place, recipients);
    super(transaction, {
      from: 'mail_deliveries d',
      key: 'id',
      columns: {
        id: { sql: 'd.id', kind: 'uuid' },
        created_at: { sql: 'd.created_at', kind: 'time', filter: 'range', isSortable: true },
        kind: { sql: 'd.kind', kind: 'text', filter: 'equals', values: MAIL_TEMPLATES },
        recipient: { sql: 'd.recipient', kind: 'text', filter: 'search', search },
        state: { sql: 'd.state', kind: 'text', filter: 'equals', values: MAIL_DELIVERY_STATES },
        tries: { sql: 'd.tries', kind: 'number' },
        answer: { sql: 'd.answer', kind: 'text', filter: 'contains' },
        sent_at: { sql: 'd.sent_at', kind: 'time' },
        user_id: { sql: 'd.user_id', kind: 'uuid', filter: 'equals' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }
}

type Place = (value: string) => string;

/** A whole address by its hash, so that an index finds it; else a part of what is shown. */
function recipientIs(text: string, place: Place, recipients: MailRecipients): string {
  if (/^[^@…]+@/u.test(text.trim())) return `d.recipient_hash IN (${recipients.hashes(text).map(place).join(', ')})`;
  return `strpos(lower(d.recipient), lower(${place(text.trim())})) > 0`;
}
