import type { Problem } from '../types.js';

/** The problem in an answer, which stays readable. */
export async function problemOf(response: Response): Promise<Problem> {
  return (await response.clone().json()) as Problem; // `answersOf` let it through
}
