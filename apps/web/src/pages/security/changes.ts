import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

interface Changes {
  /** Another one after each act: what is shown is asked for anew. */
  readonly version: number;
  readonly changed: () => void;
}

/** How the parts of the page hear of each other: an act in one is news in others, in the activity at least. */
export const ChangesContext = createContext<Changes>({ version: 0, changed: () => undefined });

export const useChanges = (): Changes => useContext(ChangesContext);
