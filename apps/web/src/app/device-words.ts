import type { t } from './words.js';

/** What the API calls a device that says nothing of itself, and what it writes between a browser and its system. */
const UNKNOWN = 'Unknown device';
const BETWEEN = ' on ';

/** The API's name of a device in the words of the page: "Firefox on Linux". A name of any other form stays as it is. */
export function deviceWords(name: string, say: typeof t): string {
  if (name === UNKNOWN) return say('pages.common.unknownDevice');
  const [browser, system, ...more] = name.split(BETWEEN);
  return browser && system && more.length === 0 ? say('pages.common.device', { browser, system }) : name;
}
