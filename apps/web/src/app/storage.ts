type Kind = 'sessionStorage' | 'localStorage';
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What the browser remembers for us; where people have forbidden it that, what this one page does. */
export function storageOf(kind: Kind): Store {
  const memory = new Map<string, string>();
  const or = <T>(use: (store: Storage) => T, instead: () => T): T => {
    try {
      return use(window[kind]); // a SecurityError, or a QuotaExceededError
    } catch {
      return instead();
    }
  };
  return {
    getItem: (name) =>
      or(
        (store) => store.getItem(name),
        () => memory.get(name) ?? null,
      ),
    setItem: (name, value) =>
      or(
        (store) => store.setItem(name, value),
        () => void memory.set(name, value),
      ),
    removeItem: (name) =>
      or(
        (store) => store.removeItem(name),
        () => void memory.delete(name),
      ),
  };
}
