import { Clock, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** The number is raised when what is kept changes its shape: two versions may run side by side. */
const PREFIX = 'panel-figures:3:';
const LEAST_KEPT_MS = 30_000;
const MOST_KEPT_MS = 10 * 60_000;
/** What took a second to count is kept for a hundred: counting takes a hundredth of one connection's time at most. */
const KEPT_PER_MS_OF_WORK = 100;

/** Figures, and the moment they were counted. */
export interface Counted<T> {
  readonly asOf: string;
  readonly figures: T;
}

/**
 * Keeps figures for a while, for all nodes. This process counts each of them once at a time, and one after the other, so that they take
 * one of the API's connections at most. Without the store everything is counted when it is asked for.
 */
@Injectable()
export class KeptFigures {
  private readonly underway = new Map<string, Promise<unknown>>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EphemeralStore,
    private readonly clock: Clock,
  ) {}

  /** What was counted under this name in the last half minute, or longer ago if that took long; else what is counted now. */
  recent<T>(name: string, count: () => Promise<T>): Promise<Counted<T>> {
    const running = this.underway.get(name) as Promise<Counted<T>> | undefined; // a name always stands for the same figures
    if (running) return running;
    const asked = this.keptOrCounted(name, count).finally(() => this.underway.delete(name));
    this.underway.set(name, asked);
    return asked;
  }

  /** Null for what was never remembered or is forgotten, and while the store is away. */
  async recall<T>(name: string): Promise<T | null> {
    const text = await this.store.get(PREFIX + name).catch(nothingWhenAway);
    return text === null ? null : (JSON.parse(text) as T); // only this class writes it
  }

  /** Not while the store is away. */
  async remember(name: string, value: object, ttlMs: number): Promise<void> {
    await this.store.set(PREFIX + name, JSON.stringify(value), ttlMs).catch(nothingWhenAway);
  }

  private async keptOrCounted<T>(name: string, count: () => Promise<T>): Promise<Counted<T>> {
    return (await this.recall<Counted<T>>(name)) ?? (await this.inTurn(() => this.counted(name, count)));
  }

  private async counted<T>(name: string, count: () => Promise<T>): Promise<Counted<T>> {
    const asOf = this.clock.now().toISOString();
    const begun = performance.now();
    const counted = { asOf, figures: await count() };
    const keptMs = Math.ceil((performance.now() - begun) * KEPT_PER_MS_OF_WORK);
    await this.remember(name, counted, Math.min(MOST_KEPT_MS, Math.max(LEAST_KEPT_MS, keptMs)));
    return counted;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return done;
  }
}

function nothingWhenAway(error: unknown): null {
  if (error instanceof Unavailable) return null;
  throw error;
}
