/**
 * Fields that another module adds to the answer of every profile, from a table of its own beside it. Any provider of the app that extends
 * this class is found when the app starts; there is nothing to register. Changing the values is the other module's own affair.
 */
export abstract class ProfileExtension {
  /** The names of the fields, as clients see them. One that is taken already stops the start. */
  abstract readonly fields: readonly string[];

  /** Their values for one user, by name; asked at every look at the profile. A field that is left out is null. */
  abstract valuesOf(userId: string): Promise<Readonly<Record<string, unknown>>>;

  /** The user's rows in the module's tables, by table, for the export of the account. Never a secret or its hash. */
  abstract exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
}
