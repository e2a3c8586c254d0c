/** Every migration of every lib. TypeORM runs them in the order of the time stamp that ends the class name. */
export const migrations: readonly Function[] = [];
