import { boot } from './boot.js';
import { ownProfile } from './own-profile.js';

/** What `?lang=` set (`libs/rest/src/pages/page-language.ts`), and what we have read in the profile. Neither is a secret. */
const CHOSEN = 'language';
const OF_PROFILE = 'profile_language';

/** The address of this page in another language; what else it asks for stays. */
export function inLanguage(code: string): string {
  const query = new URLSearchParams(location.search);
  query.set('lang', code);
  return `?${query.toString()}`;
}

/** Takes the language of the profile for this browser, until it signs out; whatever was chosen before by `?lang=` is over. */
export function takeProfileLanguage(tag: string | null): void {
  forget(CHOSEN);
  noteProfileLanguage(tag);
}

/** Draws this page in another language, in the same entry of the history: what that keeps, as a mailed link, stays. */
export function switchTo(code: string): void {
  history.replaceState(history.state, '', inLanguage(code));
  location.reload();
}

export const forgetProfileLanguage = (): void => forget(OF_PROFILE);

/** What the profile says, for the pages that follow; what was chosen here goes before it. */
export function noteProfileLanguage(tag: string | null | undefined): void {
  if (tag) write(OF_PROFILE, tag);
  else forget(OF_PROFILE);
}

/** Reads the profile once in a browser, and tells whether the page should have been in its language. */
export async function profileLanguageIsOther(): Promise<boolean> {
  if (has(CHOSEN) || has(OF_PROFILE)) return false;
  const { data } = await ownProfile().catch(() => ({ data: undefined })); // that it is not known stops nobody
  noteProfileLanguage(data?.language ?? boot.language);
  return data?.language ? !isSpokenHere(data.language) : false;
}

/** Also where the page is in the nearest that there is: `de` for `de-AT`. */
const isSpokenHere = (tag: string): boolean =>
  tag.split('-')[0] === boot.language.split('-')[0] || !boot.languages.some(({ code }) => code.split('-')[0] === tag.split('-')[0]);

const has = (name: string): boolean => document.cookie.split('; ').some((pair) => pair.startsWith(`${name}=`));
const write = (name: string, value: string): void => {
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=${boot.base || '/'}; SameSite=Lax`;
};
const forget = (name: string): void => {
  document.cookie = `${name}=; Path=${boot.base || '/'}; Max-Age=0; SameSite=Lax`;
};
