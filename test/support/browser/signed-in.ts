import type { Locator } from 'playwright-core';
import { aUser } from '../people/people.js';
import type { Person } from '../people/people.js';
import type { Pages } from './pages.js';
import type { BrowserWindow, WindowOptions } from './window.js';

export interface SignedInWindow {
  readonly person: Person;
  readonly window: BrowserWindow;
}

/** Somebody of their own, or the one who is told, signed in by a password in a window of their own. */
export async function signedInWindow(pages: Pages, person?: Person, options: WindowOptions = {}): Promise<SignedInWindow> {
  const who = person ?? (await aUser(pages.app));
  const window = await pages.window(options);
  const answer = await window.page.request.post(`${pages.base}/api/auth/login/`, { data: { email: who.email, password: who.password } });
  if (!answer.ok()) throw new Error(`login: ${await answer.text()}`);
  return { person: who, window };
}

/** A part of a page, by its name. */
export const regionOf = ({ page }: BrowserWindow, name: string) => page.getByRole('region', { name, exact: true });

/** Once it has come, where it comes at all. */
export const hasFocus = (locator: Locator): Promise<boolean> =>
  locator
    .and(locator.page().locator(':focus'))
    .waitFor()
    .then(
      () => true,
      () => false,
    );
