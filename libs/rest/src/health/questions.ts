import { within } from './within.js';

const ANSWER_TIMEOUT_MS = 1_000;

/** Questions to stores, each on its way once: a silent network would else keep a connection of the pool for each time it is asked. */
export class Questions {
  private readonly asked = new Map<string, Promise<unknown>>();

  /** @throws what the answer throws, or an Error after a second */
  ask<T>(name: string, question: () => Promise<T>): Promise<T> {
    const onItsWay = this.asked.get(name) as Promise<T> | undefined; // a name stands for one question
    const answer = onItsWay ?? question().finally(() => this.asked.delete(name));
    this.asked.set(name, answer);
    return within(ANSWER_TIMEOUT_MS, answer);
  }
}
