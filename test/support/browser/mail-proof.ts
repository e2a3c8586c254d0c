import { DevInbox } from '@castellan/notifications';
import type { Locator } from 'playwright-core';
import { eventually } from '../app/eventually.js';
import type { Pages } from './pages.js';

/** What a code to the same address waits for after another. */
const PAUSE_MS = 61_000;

/** Shows in a part of a page that the mail of the account is read, by a code that was mailed for it. */
export async function proveMail(pages: Pages, place: Locator, email: string): Promise<void> {
  const codes = async () => (await pages.app.get(DevInbox).list(email)).flatMap(({ code }) => code ?? []);
  const known = await codes();
  if (known.length > 0) await pages.app.advance(PAUSE_MS);
  await place.getByRole('button', { name: 'Send code' }).click();
  const [newest] = await eventually(codes, ({ length }) => length > known.length);
  await place.getByLabel('Code of the mail').fill(newest!);
  await place.getByRole('button', { name: 'Continue' }).click();
}
