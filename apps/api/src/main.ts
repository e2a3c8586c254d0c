import 'reflect-metadata';
import { loadConfiguration } from '@castellan/config';
import { Drain, flushLogs, stopOnSignals } from '@castellan/rest';
import { createApi } from './create-api.js';
import { reasonOf } from './failure.js';
import { listenApi } from './listen-api.js';

/** The API in a process of its own, beside the panel on the same PostgreSQL and Redis. */
async function start(): Promise<void> {
  const configuration = loadConfiguration();
  const api = await createApi(configuration);
  stopOnSignals({ drain: api.get(Drain, { strict: false }), delayMs: configuration.shutdownDelayMs, close: () => api.close() });
  await listenApi(api, configuration);
  process.stdout.write(`\nThe API of Castellan is running at ${configuration.publicUrl}/api/auth/\n\nStop with Ctrl-C.\n\n`);
}

start().catch((error: unknown) => {
  flushLogs();
  process.stderr.write(`\nThe API did not start.\n\n${reasonOf(error)}\n`);
  process.exit(1);
});
