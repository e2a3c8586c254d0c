import { taken } from './keep.js';
import { t } from './words.js';

/** What came of an act on the page before, for the last time; null where there was none. */
export function takenWords(): string | null {
  const told = taken('told');
  return told && t(told.key, told.values);
}
