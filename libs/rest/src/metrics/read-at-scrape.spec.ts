import { Registry } from 'prom-client';
import { readAtScrape, type Reading } from './read-at-scrape.js';

describe(readAtScrape.name, () => {
  it('tells what there is, and nothing where there is nothing to tell (an alarm about a store that nobody uses)', async () => {
    const registry = new Registry();
    let told: readonly Reading[] = [];
    readAtScrape(registry, [{ type: 'gauge', name: 'store_up', help: 'Whether it answers.', read: () => told }]);

    expect(await registry.metrics()).not.toMatch(/^store_up/m);
    told = [[{}, 1]];
    expect(await registry.metrics()).toMatch(/^store_up 1$/m);
    told = [];
    expect(await registry.metrics()).not.toMatch(/^store_up/m);
  });
});
