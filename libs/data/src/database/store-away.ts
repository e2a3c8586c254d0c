/** True for errors that mean a store cannot be reached now, not that a statement was wrong: worth a 503 and another try. @internal */
export function isStoreAway(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause ?? driverError(current), depth++) {
    if (isAwayItself(current)) return true;
  }
  return false;
}

function driverError(error: Error): unknown {
  return (error as { driverError?: unknown }).driverError;
}

function isAwayItself(error: Error): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (awayCodes.has(code) || code.startsWith('08'))) return true;
  if (error instanceof AggregateError) return error.errors.some((one) => one instanceof Error && isAwayItself(one));
  return error.name === 'MaxRetriesPerRequestError' || awayMessages.some((message) => error.message.includes(message));
}

/**
 * Node's socket errors, and SQLSTATEs (PostgreSQL appendix A) of servers that stop, start or are full, and of transactions that were ended
 * for others; class 08 is added above.
 */
const awayCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['53300', '57P01', '57P02', '57P03', '57P05', '25P03', '25006', '40001', '40P01'],
]);

/** Messages of `pg`, `pg-pool` and `ioredis` for failures that carry no code. */
const awayMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error and is not queryable',
  'Query read timeout',
  'Connection is closed',
  'Command timed out',
  "Stream isn't writeable",
];
