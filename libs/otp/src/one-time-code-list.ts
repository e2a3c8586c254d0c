import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Requests for codes as operators look at them. Neither code nor identifier can be read out of the table. @internal */
@Injectable()
export class OneTimeCodeList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'otp_codes c',
      key: 'id',
      columns: {
        id: { sql: "encode(c.identifier_hash, 'hex') || '-' || c.purpose", kind: 'text' },
        created_at: { sql: 'c.created_at', kind: 'time', filter: 'range', isSortable: true },
        purpose: { sql: 'c.purpose', kind: 'text', filter: 'equals' },
        attempts: { sql: 'c.attempts', kind: 'number', isSortable: true },
        expires_at: { sql: 'c.expires_at', kind: 'time', filter: 'range', isSortable: true },
        used_at: { sql: 'c.used_at', kind: 'time' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }
}
