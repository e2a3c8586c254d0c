import { orThrow, type Profile } from '@castellan/client';
import { useState } from 'preact/hooks';
import type { Typed } from '../../components/form.js';
import { api } from '../../app/client.js';
import { keep } from '../../app/keep.js';
import { takeProfileLanguage } from '../../app/language.js';
import { leaveFor } from '../../app/places.js';
import { refreshUser } from '../../app/session.js';
import { t } from '../../app/words.js';
import { changesOf } from './changes.js';

/** What is stored, and what is not yet. */
export interface Person {
  readonly stored: Profile;
  /** Another one each time that the fields begin anew. */
  readonly version: number;
  readonly isUnsaved: boolean;
  /** Something is typed. */
  readonly look: (typed: Typed) => void;
  readonly discard: () => void;
  /** @throws ProblemError, NetworkFailure */
  readonly save: (typed: Typed) => Promise<void>;
}

export function usePerson(first: Profile, tell: (told: string | null) => void): Person {
  const [stored, store] = useState(first);
  const [version, setVersion] = useState(0);
  const [isUnsaved, mark] = useState(false);
  const begin = (profile: Profile): void => {
    store(profile);
    mark(false);
    setVersion((known) => known + 1);
  };
  const look = (typed: Typed): void => {
    mark(Object.keys(changesOf(stored, typed)).length > 0);
    tell(null);
  };
  const save = async (typed: Typed): Promise<void> => {
    tell(null);
    const saved = await orThrow(api.PATCH('/api/profile', { body: changesOf(stored, typed) }));
    begin(saved);
    if (saved.language !== stored.language) {
      drawAnewIn(saved.language);
      return;
    }
    tell(t('pages.profile.saved'));
    await refreshUser();
  };
  return { stored, version, isUnsaved, look, discard: () => begin(stored), save };
}

/** Once nothing stands in the way of leaving any more. Without `?lang=`, which would win. */
function drawAnewIn(language: string | null): void {
  takeProfileLanguage(language);
  keep('told', { key: 'pages.profile.saved' });
  setTimeout(() => leaveFor(location.pathname));
}
