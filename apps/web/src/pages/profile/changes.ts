import type { Profile } from '@castellan/client';
import type { Typed } from '../../components/form.js';

const TEXTS = ['first_name', 'last_name', 'bio', 'location'] as const;
/** Where nothing is typed, nothing is stored. */
const OTHERS = ['date_of_birth', 'language', 'timezone'] as const;

type Changes = Partial<Record<(typeof TEXTS)[number] | (typeof OTHERS)[number], string | null>>;

/** What of the form is another thing than what is stored. A browser sends lines that end in CR LF; the API keeps LF. */
export function changesOf(stored: Profile, typed: Typed): Changes {
  const changes: Changes = {};
  for (const name of TEXTS) {
    const text = (typed[name] ?? '').replaceAll('\r\n', '\n');
    if (text !== stored[name]) changes[name] = text;
  }
  for (const name of OTHERS) {
    const value = typed[name]?.trim() || null;
    if (value !== stored[name]) changes[name] = value;
  }
  return changes;
}
