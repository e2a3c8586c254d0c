import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { useAct, type Act } from '../../app/act.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { previewOf, problemOf } from './picture-file.js';

export interface OwnPicture {
  /** What is to be seen: the new one while it is on its way. */
  readonly shown: string | null;
  readonly isStored: boolean;
  /** What is wrong with the file that was chosen, before it is sent. */
  readonly problem: string | null;
  readonly act: Act;
  readonly replace: (file: File) => void;
  readonly remove: () => void;
}

/** The picture: a new one is seen at once, and the old one again where it could not be stored. */
export function useOwnPicture(stored: string | null, tell: (told: string | null) => void): OwnPicture {
  const [picture, setPicture] = useState(stored);
  const [preview, setPreview] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act = useAct();
  const change = (work: () => Promise<void>): void => {
    tell(null);
    setProblem(null);
    act.run(() => work().finally(() => setPreview(null)));
  };
  const send = async (file: File): Promise<void> => {
    const seen = problemOf(file) === null ? await previewOf(file) : null;
    if (seen === null) {
      setProblem(problemOf(file) ?? t('pages.profile.pictureUnreadable'));
      return;
    }
    setPreview(seen);
    const { avatar_url: url } = await orThrow(api.PUT('/api/profile/avatar', { body: { avatar: file } }));
    setPicture(url);
    tell(t('pages.profile.pictureChanged'));
  };
  const remove = async (): Promise<void> => {
    await orThrow(api.DELETE('/api/profile/avatar'));
    setPicture(null);
    tell(t('pages.profile.pictureRemoved'));
  };
  return {
    ...{ problem, act, shown: preview ?? picture, isStored: picture !== null },
    replace: (file) => change(() => send(file)),
    remove: () => change(remove),
  };
}
