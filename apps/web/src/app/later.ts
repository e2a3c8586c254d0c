import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { NotLoaded } from '../components/not-loaded.js';

/** A page that is fetched when it is needed. */
export type Later = ComponentType & {
  /** Fetches it, again where that has failed before. @throws where it cannot be had */
  readonly arrive: () => Promise<unknown>;
  readonly isHere: () => boolean;
};

export function later(load: () => Promise<ComponentType>): Later {
  let coming: Promise<ComponentType> | null = null;
  let isHere = false;
  const arrive = async (): Promise<ComponentType> => {
    coming ??= load();
    try {
      const page = await coming;
      isHere = true;
      return page;
    } catch (error) {
      coming = null;
      throw error;
    }
  };
  return Object.assign(lazy(() => arrive().catch(instead)) as ComponentType, { arrive, isHere: () => isHere });
}

export const isLater = (page: ComponentType | undefined): page is Later => page !== undefined && 'arrive' in page;

/** Whether the service answers at all. */
export const isReachable = (): Promise<boolean> =>
  fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/** A tab may be older than the files of the service: then the whole page is loaded anew, once for an entry of the history. */
async function instead(): Promise<ComponentType> {
  const state = (history.state ?? {}) as { readonly isLoadedAnew?: boolean };
  if (state.isLoadedAnew || !(await isReachable())) return NotLoaded;
  history.replaceState({ ...state, isLoadedAnew: true }, '');
  location.reload();
  return new Promise(() => undefined); // nothing is drawn any more
}
