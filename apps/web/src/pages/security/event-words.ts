import { t, wordsOf } from '../../app/words.js';
import type { OwnEvent } from './history.js';

/** The reason of what an operator did and its owner might have done as well. */
const BY_OPERATOR = 'by_operator';

/** An event in words: what happened, or what was tried. One that nobody has words for yet is called by its name. */
export function titleOf({ event, status }: Pick<OwnEvent, 'event' | 'status'>): string {
  const words = status === 'failure' ? wordsOf(`pages.security.activity.attempts.${event}`) : null;
  return words ?? wordsOf(`pages.security.activity.events.${event}`) ?? t('pages.security.activity.unknownEvent', { event });
}

/** Why it failed, or who did it. Most reasons say nothing to people. */
export function reasonIn({ reason }: Pick<OwnEvent, 'reason'>): string | null {
  if (reason === null) return null;
  return reason === BY_OPERATOR ? t('pages.security.activity.byOperator') : wordsOf(`pages.security.activity.why.${reason}`);
}
