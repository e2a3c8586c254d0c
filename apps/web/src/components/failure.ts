import { NetworkFailure, ProblemError, type Problem } from '@castellan/client';
import { CeremonyEnded } from '../app/ceremony-ended.js';
import { fieldTexts, problemText } from '../app/answer-words.js';
import { answerWords, t } from '../app/words.js';

/** Why something did not work, as a form shows it. */
export interface Failure {
  /** For the whole; null where its fields say everything. */
  readonly text: string | null;
  readonly code: string;
  /** In words, by field. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** Seconds until it is worth another try. */
  readonly retryAfter: number | null;
  /** Nothing went wrong: somebody thought better of it. */
  readonly isQuiet?: boolean;
}

export type ByCode = Readonly<Record<string, string>>;

/**
 * @param blames the field of codes that name none
 * @param words what is said here, where the words of the problem would not fit
 */
export function failureOf(error: unknown, blames: ByCode, words: ByCode = {}): Failure {
  if (error instanceof NetworkFailure) return { text: t('pages.common.unreachable'), code: error.code, errors: {}, retryAfter: null };
  if (error instanceof ProblemError) return problemFailure(error.problem, blames[error.problem.code], words[error.problem.code]);
  if (error instanceof CeremonyEnded) return { text: error.words, code: error.end, errors: {}, retryAfter: null, isQuiet: true };
  reportError(error); // a fault of ours: told to the console, too
  return { text: t('pages.common.failed'), code: 'internal_error', errors: {}, retryAfter: null };
}

function problemFailure(problem: Problem, blamed: string | undefined, said: string | undefined): Failure {
  const words = answerWords();
  const { code, retry_after: retryAfter = null } = problem;
  const text = said ?? problemText(problem, words);
  const errors = blamed === undefined ? fieldTexts(problem, words) : { [blamed]: [text] };
  return { text, code, errors, retryAfter };
}
