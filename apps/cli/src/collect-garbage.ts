import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Frees what is not used any more, now. A run over very many rows leaves little behind, but V8 lets a heap grow as long as the machine has
 * memory, and a small machine has other work (Node.js, `v8.setFlagsFromString`).
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void; // there with the flag
  }
  collect();
}
