/** A list that fits one page: `{count, next, previous, results}` (docs/reference/contract.md#conventions). */
export function wholeList<T>(results: readonly T[]): { count: number; next: null; previous: null; results: readonly T[] } {
  return { count: results.length, next: null, previous: null, results };
}
