import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Groups, what their members may do, and how many those are. */
@Injectable()
export class GroupList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'groups g',
      key: 'id',
      columns: {
        id: { sql: 'g.id', kind: 'uuid', isSortable: true },
        name: { sql: 'g.name', kind: 'text', filter: 'contains', isSortable: true },
        // To tell a form that the row changed meanwhile.
        version: { sql: 'g.xmin::text', kind: 'text' },
        members: { sql: '(SELECT count(*)::int FROM user_groups ug WHERE ug.group_id = g.id)', kind: 'number' },
        permissions: {
          sql: 'ARRAY(SELECT gp.permission FROM group_permissions gp WHERE gp.group_id = g.id ORDER BY gp.permission COLLATE "C")',
          kind: 'text',
        },
      },
      order: { by: 'name', direction: 'asc' },
    });
  }
}
