import { useRef, useState } from 'preact/hooks';
import { failureOf, type Failure } from '../components/failure.js';

/** Something that a button does, once at a time. */
export interface Act {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** Whatever it throws that people could do something about is kept as the failure. A second click meanwhile is none. */
  readonly run: (work: () => Promise<void>) => void;
  readonly forget: () => void;
}

export function useAct(): Act {
  const isRunning = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, fail] = useState<Failure | null>(null);
  const start = async (work: () => Promise<void>): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    fail(null);
    try {
      await work();
    } catch (error) {
      fail(failureOf(error, {}));
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return { isBusy, failure, run: (work) => void start(work), forget: () => fail(null) };
}
