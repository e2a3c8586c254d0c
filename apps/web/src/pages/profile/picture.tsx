import type { User } from '@castellan/client';
import { useRef } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { Failed } from '../../components/failed.js';
import { Notice } from '../../components/notice.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { t } from '../../app/words.js';
import { Avatar } from './avatar.js';
import type { Telling } from './outcome.js';
import { useOwnPicture } from './own-picture.js';
import { TYPES } from './picture-file.js';

interface Props extends Telling {
  readonly user: User;
  readonly stored: string | null;
}

/** The picture, another one, and none. */
export function PictureRegion({ user, stored, told, tell }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const { shown, isStored, problem, act, replace, remove } = useOwnPicture(stored, tell);
  const choose = ({ currentTarget: input }: { readonly currentTarget: HTMLInputElement }): void => {
    const [file] = input.files ?? [];
    if (file) replace(file);
    input.value = ''; // so that the same file can be chosen once more
  };
  return (
    <Region name={t('pages.profile.picture')}>
      <div class="picture">
        <Avatar user={user} url={shown} />
        <div>
          <div class="actions">
            <Button look="plain" isBusy={act.isBusy} describedBy="picture-hint" onClick={() => chooser.current?.click()}>
              {t('pages.profile.changePicture')}
            </Button>
            {isStored && (
              <Button look="quiet" isBusy={act.isBusy} onClick={remove}>
                {t('pages.profile.removePicture')}
              </Button>
            )}
          </div>
          <p class="hint" id="picture-hint">
            {t('pages.profile.pictureHint')}
          </p>
        </div>
      </div>
      <input ref={chooser} type="file" accept={TYPES.join(',')} hidden onChange={choose} aria-label={t('pages.profile.changePicture')} />
      {problem !== null && (
        <Notice kind="bad">
          <p>{problem}</p>
        </Notice>
      )}
      <Failed of={act} />
      <Told text={told} />
    </Region>
  );
}
