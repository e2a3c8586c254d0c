import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Actions } from '../components/actions.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { isLater, isReachable, type Later } from './later.js';
import { pageOf } from './routes.js';
import { t } from './words.js';

interface Way {
  readonly href: string;
  readonly page: Later;
}

/** Fetches the page that a link leads to before this one is left: where it cannot be had, nothing is lost that was typed. */
export function Arrivals() {
  const { route } = useLocation();
  const newest = useRef<Way | null>(null);
  const [missed, miss] = useState<Way | null>(null);
  const follow = async (way: Way): Promise<void> => {
    newest.current = way;
    miss(null);
    const isHere = await hasArrived(way);
    const isOld = !isHere && (await isReachable());
    if (newest.current !== way) return;
    if (isHere) route(way.href.slice(location.origin.length));
    else if (isOld) location.assign(way.href);
    else miss(way);
  };
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const way = wayOf(event);
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      void follow(way);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
  if (!missed) return null;
  return (
    <Dialog title={t('pages.common.notLoadedTitle')} onClose={() => miss(null)}>
      <p>{t('pages.common.unreachable')}</p>
      <Actions onCancel={() => miss(null)}>
        <Button onClick={() => void follow(missed)}>{t('pages.common.tryAgain')}</Button>
      </Actions>
    </Dialog>
  );
}

const hasArrived = ({ page }: Way): Promise<boolean> =>
  page.arrive().then(
    () => true,
    () => false,
  );

/** Where a click leads, if that is a page that has not been fetched; the rest is the router's and the browser's. */
function wayOf(event: MouseEvent): Way | null {
  if (event.defaultPrevented || isBrowsers(event)) return null;
  const link = event.composedPath().find((element) => element instanceof HTMLAnchorElement);
  if (!link || link.target || link.origin !== location.origin) return null;
  const page = pageOf(link.getAttribute('href') ?? '');
  return isLater(page) && !page.isHere() ? { href: link.href, page } : null;
}

/** As people ask for another tab, or a menu. */
const isBrowsers = ({ button, ctrlKey, metaKey, altKey, shiftKey }: MouseEvent): boolean =>
  button !== 0 || ctrlKey || metaKey || altKey || shiftKey;
