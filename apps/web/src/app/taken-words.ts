import { problemText } from './answer-words.js';
import { taken } from './keep.js';
import { answerWords, t } from './words.js';

/** What came of an act on the page before, for the last time; null where there was none. */
export function takenWords(): string | null {
  const told = taken('told');
  return told && t(told.key, told.values);
}

/** Why a session has ended. */
export const endWords = (reason: string): string =>
  problemText({ code: 'session_ended', reason, detail: t('pages.login.over') }, answerWords());
