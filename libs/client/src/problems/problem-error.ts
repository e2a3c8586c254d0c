import type { Problem } from '../types.js';

/** A problem, thrown. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

type Answer<Data> = { readonly data?: Data; readonly error?: unknown };

/**
 * The data of a call that succeeded: `const me = await orThrow(api.GET('/api/auth/me'))`.
 * @throws ProblemError with what the service said, for one that failed
 */
export async function orThrow<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error } = await call;
  if (error !== undefined) throw new ProblemError(error as Problem); // the client lets no other answers through
  return data!; // what is no error has the data that its route tells
}
