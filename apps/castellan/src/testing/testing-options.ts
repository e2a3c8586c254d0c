import type { CastellanOptions } from '@castellan/composition';
import { KIT_CLOCK } from './kit-clock.js';
import { QUIET } from './quiet.js';
import { snapshotFile } from './snapshot.js';

/** What differs from the kit's own: any option of `CastellanModule.forRoot`. The clock is the kit's. */
export type TestingOptions = Partial<CastellanOptions>;

/** The options as Castellan takes them. */
export async function testingOptions(options: TestingOptions): Promise<CastellanOptions> {
  const database = options.database ?? { embedded: null, snapshot: await snapshotFile() };
  return { ...QUIET, ...options, database, ports: { ...options.ports, clock: KIT_CLOCK } };
}
