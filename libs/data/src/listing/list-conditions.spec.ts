import { conditionsOf } from './list-conditions.js';
import type { ListDefinition } from './listing.types.js';

const LIST: ListDefinition = {
  from: 'users u',
  key: 'id',
  columns: {
    id: { sql: 'u.id', kind: 'uuid', filter: 'equals' },
    is_ended: { sql: 'u.ended_at IS NOT NULL OR u.is_gone', kind: 'flag', filter: 'equals' },
    email: { sql: 'u.email', kind: 'text', filter: 'equals' },
  },
  order: { by: 'id', direction: 'asc' },
};

describe(conditionsOf, () => {
  it('asks a flag bare, so that the database may join by it', () => {
    expect(conditionsOf(LIST, { is_ended: 'true', email: 'ada' })).toEqual({
      where: 'WHERE (u.ended_at IS NOT NULL OR u.is_gone) AND u.email = $1',
      parameters: ['ada'],
    });
    expect(conditionsOf(LIST, { is_ended: 'false' })).toEqual({ where: 'WHERE NOT (u.ended_at IS NOT NULL OR u.is_gone)', parameters: [] });
  });

  it('takes nothing of a flag into the statement', () => {
    expect(() => conditionsOf(LIST, { is_ended: 'true) OR (true' })).toThrow('');
  });
});
