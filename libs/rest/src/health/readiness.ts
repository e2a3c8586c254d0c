import { EphemeralStore, Jobs, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { Questions } from './questions.js';

/** How long a verdict is handed on: balancers that ask from many places, or a flood, cost the stores one question. */
const KEPT_MS = 500;

interface Verdict {
  readonly away: Promise<readonly string[]>;
  /** Of the monotonic clock; while the stores are still being asked the verdict is everybody's. */
  staleAt: number;
}

/** Whether what every request stands on answers: database, ephemeral store, queue. */
@Injectable()
export class Readiness {
  private verdict: Verdict | null = null;
  private readonly questions = new Questions();

  constructor(
    private readonly transaction: Transaction,
    private readonly store: EphemeralStore,
    private readonly jobs: Jobs,
  ) {}

  /** The parts that did not answer within a second; never older than half a second. */
  partsAway(): Promise<readonly string[]> {
    if (!this.verdict || this.verdict.staleAt <= performance.now()) this.verdict = this.ask();
    return this.verdict.away;
  }

  private ask(): Verdict {
    const verdict: Verdict = {
      staleAt: Infinity,
      away: this.partsNotAnswering().finally(() => (verdict.staleAt = performance.now() + KEPT_MS)),
    };
    return verdict;
  }

  private async partsNotAnswering(): Promise<readonly string[]> {
    const parts = {
      database: () => this.transaction.query('SELECT 1'),
      store: () => this.store.ping(),
      jobs: () => this.jobs.ping(),
    };
    const answers = await Promise.all(Object.entries(parts).map(async ([name, ping]) => ((await this.answers(name, ping)) ? null : name)));
    return answers.filter((name) => name !== null);
  }

  private async answers(name: string, ping: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.questions.ask(name, ping);
      return true;
    } catch {
      return false; // why is in the log of the part itself
    }
  }
}
