import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { PROFILE_VERSION } from './profile-version.js';

/**
 * Profiles as operators look at them. Whose they are is for those to say who know users: by `email` they give ids to look for.
 * @internal
 */
@Injectable()
export class ProfileList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'profiles p',
      key: 'user_id',
      columns: {
        email: { sql: 'NULL::text', kind: 'text', filter: 'contains', ids: 'p.user_id' },
        user_id: { sql: 'p.user_id', kind: 'uuid', filter: 'equals' },
        location: { sql: 'p.location', kind: 'text', filter: 'contains' },
        language: { sql: 'p.language', kind: 'text', filter: 'equals' },
        timezone: { sql: 'p.timezone', kind: 'text', filter: 'equals' },
        date_of_birth: { sql: 'p.date_of_birth::text', kind: 'text' },
        bio: { sql: 'p.bio', kind: 'text' },
        version: { sql: PROFILE_VERSION, kind: 'text' },
        updated_at: { sql: 'p.updated_at', kind: 'time', filter: 'range', isSortable: true },
      },
      order: { by: 'updated_at', direction: 'desc' },
    });
  }
}
