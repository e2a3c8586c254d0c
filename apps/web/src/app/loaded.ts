import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { failureOf, type Failure } from '../components/failure.js';

/** What a part of a page shows: asked for, there, or not to be had. */
export interface Loaded<T> {
  /** Null before the first answer. While it is asked for anew the old one stays. */
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** Loads for one part of a page, whatever becomes of the others; again when `version` is another one. Late answers to earlier questions are dropped. */
export function useLoaded<T>(load: () => Promise<T>, version = 0): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [failure, fail] = useState<Failure | null>(null);
  const newest = useRef(0);
  const reload = useCallback(() => {
    const turn = (newest.current += 1);
    const isNewest = (): boolean => turn === newest.current;
    const show = (answer: T): void => {
      if (!isNewest()) return;
      setData(answer);
      fail(null);
    };
    load().then(show, (error: unknown) => {
      if (isNewest()) fail(failureOf(error, {}));
    });
  }, []);
  useEffect(reload, [version]);
  useEffect(() => () => void (newest.current = -1), []);
  return { data, failure, reload };
}
