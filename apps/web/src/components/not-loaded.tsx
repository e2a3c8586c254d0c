import { t } from '../app/words.js';
import { Button } from './button.js';
import { CardPage } from './card-page.js';

/** In the place of a page whose files cannot be had. */
export function NotLoaded() {
  return (
    <CardPage heading={t('pages.common.notLoadedTitle')} lead={t('pages.common.notLoaded')}>
      <Button onClick={() => location.reload()}>{t('pages.common.reload')}</Button>
    </CardPage>
  );
}
