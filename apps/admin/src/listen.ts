import type { AddressInfo } from 'node:net';
import type { Configuration } from '@castellan/config';
import { listenAt } from '@castellan/rest';
import type { INestApplicationContext } from '@nestjs/common';
import { createPanel } from './create-panel.js';

/** Not in the way of the first requests to the API. */
const WARM_UP_AFTER_MS = 500;

/** A panel that listens. */
export interface Panel {
  readonly port: number;
  /** Lets the requests end that are being answered. */
  close(): Promise<void>;
}

/** Opens the panel on `ADMIN_PORT` and `ADMIN_HOST`. */
export async function listen(services: INestApplicationContext, configuration: Configuration): Promise<Panel> {
  const { adminPort: port, adminHost: host } = configuration;
  const panel = createPanel(services, configuration);
  await listenAt({ port, host, variables: { host: 'ADMIN_HOST', port: 'ADMIN_PORT' } }, (at) => panel.instance.listen(at));
  const warming = setTimeout(() => panel.warmUp(), WARM_UP_AFTER_MS).unref();
  const stop = (): Promise<void> => {
    clearTimeout(warming);
    return panel.close();
  };
  return { port: (panel.instance.server.address() as AddressInfo).port, close: stop };
}
