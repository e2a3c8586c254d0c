import type { TestApp } from '../app/test-app.js';
import { aMachine } from '../api-keys/keys.js';
import type { Machine } from '../api-keys/keys.js';

export interface Told {
  readonly sid?: string;
  readonly step?: number;
  readonly sub?: string;
  readonly ver?: number;
  readonly at: string;
}

interface Answer {
  readonly reset?: true;
  readonly cursor: string;
  readonly more: boolean;
  readonly results: readonly Told[];
}

/** Somebody who follows the feed by hand. */
export class Follower {
  cursor: string | null = null;

  private constructor(
    private readonly machine: Machine,
    private app: Pick<TestApp, 'client'>,
  ) {}

  static async of(app: TestApp): Promise<Follower> {
    return new Follower(await aMachine(app, ['revocations.view']), app);
  }

  /** One who has all that there is. */
  static async caughtUp(app: TestApp): Promise<Follower> {
    const follower = await Follower.of(app);
    await follower.all();
    return follower;
  }

  /** The same one, at another node. */
  at(app: Pick<TestApp, 'client'>): this {
    this.app = app;
    return this;
  }

  async ask(wait = 0): Promise<Answer> {
    const after = this.cursor === null ? '' : `&after=${encodeURIComponent(this.cursor)}`;
    const { status, body, text } = await this.app.client().get(`/api/auth/revocations/?wait=${wait}${after}`, this.machine.bearer);
    if (status !== 200) throw new Error(`revocations: ${text}`);
    const answer = body as unknown as Answer; // held against openapi.json by the client
    if (!answer.reset) this.cursor = answer.cursor;
    return answer;
  }

  /** What there is now. */
  async all(): Promise<readonly Told[]> {
    const told: Told[] = [];
    for (;;) {
      const { results, more } = await this.ask();
      told.push(...results);
      if (!more) return told;
    }
  }
}
