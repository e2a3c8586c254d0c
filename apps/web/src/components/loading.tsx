import type { ComponentChildren } from 'preact';
import type { Loaded } from '../app/loaded.js';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Notice } from './notice.js';

interface Props<T> {
  readonly of: Loaded<T>;
  /** What it says where there is nothing to show. */
  readonly failed: string;
  readonly children: (data: T) => ComponentChildren;
}

/** Shows what is loaded; until then that it is, or why not, with a way to try again. */
export function Loading<T>({ of: { data, failure, reload }, failed, children }: Props<T>) {
  if (failure) {
    return (
      <Notice kind="bad">
        <p>
          {failed} {failure.text}
        </p>
        <Button look="quiet" onClick={reload}>
          {t('pages.common.tryAgain')}
        </Button>
      </Notice>
    );
  }
  return data === null ? <div class="skeleton" aria-busy="true" /> : <>{children(data)}</>;
}
