import type { User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../app/words.js';
import { initialsOf } from './initials.js';

interface Props {
  readonly user: User;
  readonly url: string | null;
}

/** The picture, or the initials where there is none, or none that can be shown. */
export function Avatar({ user, url }: Props) {
  const [isBroken, breakIt] = useState(false);
  useEffect(() => breakIt(false), [url]);
  const name = user.full_name || user.username || user.email;
  if (url === null || isBroken) {
    return (
      <span class="avatar" role="img" aria-label={t('pages.profile.noPicture')}>
        {initialsOf(name)}
      </span>
    );
  }
  return (
    <img class="avatar" src={url} alt={t('pages.profile.pictureOf', { name })} width="400" height="400" onError={() => breakIt(true)} />
  );
}
