/** Runs one statement that changes nothing, and gives its rows. */
export type Ask = <T>(sql: string, values?: readonly unknown[]) => Promise<readonly T[]>;
