import { Running } from './scenario.js';
import type { Scenario } from './scenario.js';

/** CPU ms per request of each round, by scenario. */
export type Figures = ReadonlyMap<string, readonly number[]>;

/** Warms all up, then measures in interleaved rounds (A B C, A B C, …), so that what disturbs the machine disturbs all alike. */
export async function measureRounds(scenarios: readonly Scenario[], rounds: number, progress: (text: string) => void): Promise<Figures> {
  const running = scenarios.map((scenario) => new Running(scenario));
  const figures = new Map(scenarios.map(({ name }) => [name, [] as number[]]));
  progress('warming up');
  for (const one of running) await one.warmUp();
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    for (const one of running) figures.get(one.scenario.name)!.push(await one.measure());
  }
  return figures;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
