import type { Transaction } from './transaction.js';

/** Rows a statement deletes at most: it holds its locks, and the one connection of an embedded database, for milliseconds. */
const BATCH = 2_000;

/**
 * Deletes all rows of the table that meet the condition, in many short statements, so that nobody waits. The condition is SQL of our
 * own, over indexed columns. Gives the number of rows.
 * @internal
 */
export async function deleteInBatches(
  transaction: Transaction,
  table: string,
  condition: string,
  parameters: readonly unknown[],
): Promise<number> {
  const sql = `WITH batch AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${BATCH})) RETURNING 1)
    SELECT count(*)::int AS deleted FROM batch`;
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    [{ deleted }] = (await transaction.query(sql, parameters)) as [{ deleted: number }]; // an aggregate always gives one row
  }
  return total;
}
