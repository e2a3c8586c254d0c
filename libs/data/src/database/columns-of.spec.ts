import { columnsOf } from './columns-of.js';

class CardEntity {
  readonly id: string;
  readonly userId: string;
  readonly iso3166Country: string;
}

describe(columnsOf.name, () => {
  it('gives each column the name of its property', () => {
    expect(columnsOf(CardEntity, 'c', ['id', 'userId', 'iso3166Country'])).toBe(
      'c.id, c.user_id AS "userId", c.iso3166_country AS "iso3166Country"',
    );
  });
});
