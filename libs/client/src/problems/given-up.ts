import { NetworkFailure } from './network-failure.js';

/** What came of the work; or, as soon as its call is given up, that: nobody has to wait for what others wait for. */
export async function unlessGivenUp<T>({ signal }: Request, work: Promise<T>): Promise<T> {
  let giveUp = (): void => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(reasonOf(signal));
  });
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  return Promise.race([work, givenUp]).finally(() => signal.removeEventListener('abort', giveUp));
}

/** A caller hears what they gave it up for; a time that ran out is the network's doing. */
function reasonOf({ reason }: AbortSignal): Error {
  const cause = reason as Error; // or whatever else the caller gave; one of another realm is no instance of this one's errors
  return (reason as Partial<Error> | null)?.name === 'TimeoutError' ? new NetworkFailure(null, { cause }) : cause;
}
