import { useState } from 'preact/hooks';
import { takenWords } from '../../app/taken-words.js';

type Part = 'person' | 'picture';

/** What came of the last act, where that was one of this part of the page. */
export interface Telling {
  readonly told: string | null;
  readonly tell: (told: string | null) => void;
}

/** One act is the last one of the page: what is told of it takes the place of what another part has told. */
export function useOutcome(): (part: Part) => Telling {
  const [outcome, set] = useState<{ readonly of: Part; readonly told: string | null }>(() => ({ of: 'person', told: takenWords() }));
  return (part) => ({ told: outcome.of === part ? outcome.told : null, tell: (told) => set({ of: part, told }) });
}
