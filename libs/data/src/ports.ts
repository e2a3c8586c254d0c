import { Clock, port } from '@castellan/common';
import type { Replacements } from '@castellan/common';

/** What a host may replace here. */
export const DATA_PORTS = {
  clock: port(Clock, ['now', 'millis', 'monotonic', 'seconds', 'in']),
} as const;

/** What the host puts in their place. */
export type DataPorts = Replacements<typeof DATA_PORTS>;
