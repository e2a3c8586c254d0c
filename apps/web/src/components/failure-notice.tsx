import type { ComponentChildren } from 'preact';
import { t } from '../app/words.js';
import { Countdown } from './countdown.js';
import type { Failure } from './failure.js';
import { Notice } from './notice.js';

interface Props {
  readonly failure: Failure;
  /** The fields that say theirs by themselves. */
  readonly told: readonly string[];
  readonly advice?: ((failure: Failure) => ComponentChildren) | undefined;
  /** What had to be waited for is over. */
  readonly onOver: () => void;
}

/** What of a failure no field says. */
export function FailureNotice({ failure, told, advice, onOver }: Props) {
  const [other] = Object.entries(failure.errors).filter(([field]) => !told.includes(field));
  const isTold = !other && Object.keys(failure.errors).length > 0;
  const text = other?.[1][0] ?? (isTold ? null : failure.text);
  if (text === null) return null;
  return (
    <Notice kind={failure.isQuiet ? 'info' : 'bad'}>
      <p>{text}</p>
      {failure.retryAfter !== null && (
        <p>
          {t('pages.common.tryAgainIn')} <Countdown seconds={failure.retryAfter} onOver={onOver} />
        </p>
      )}
      {advice?.(failure)}
    </Notice>
  );
}
