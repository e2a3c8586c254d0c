/** The database gives no sign of life: what waited for it was given up. Whether a statement that was sent is still done, nobody knows. */
export class DatabaseSilent extends Error {
  /** As a socket says it; `isStoreAway` reads it. */
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('The database is silent.');
    this.name = DatabaseSilent.name;
  }
}
