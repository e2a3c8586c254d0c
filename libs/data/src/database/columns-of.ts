import { snakeCase } from './snake-naming-strategy.js';

/** A class of TypeORM whose properties are columns. */
type EntityClass<T> = abstract new () => T;

/**
 * The columns of these properties as SQL, each under its property's name, so that a row is what the entity says and no query describes
 * its table anew: `columnsOf(UserEntity, 'u', ['id', 'firstName'])` is `u.id, u.first_name AS "firstName"`.
 * @internal
 */
export function columnsOf<T>(_entity: EntityClass<T>, alias: string, properties: readonly (keyof T & string)[]): string {
  return properties.map((property) => columnOf(`${alias}.${snakeCase(property)}`, property)).join(', ');
}

const columnOf = (column: string, property: string): string => (column.endsWith(`.${property}`) ? column : `${column} AS "${property}"`);
