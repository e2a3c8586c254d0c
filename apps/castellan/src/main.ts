import 'reflect-metadata';
import { loadConfiguration } from '@castellan/config';
import { flushLogs } from '@castellan/rest';
import { listen } from '../../admin/src/listen.js';
import { createApi } from '../../api/src/create-api.js';
import { reasonOf } from '../../api/src/failure.js';
import { listenApi } from '../../api/src/listen-api.js';
import { announcement } from './announcement.js';

async function start(): Promise<void> {
  const configuration = loadConfiguration();
  const api = await createApi(configuration);
  // An orderly end is no failure: supervisors take 0 for it, and an end by the signal itself for a crash.
  api.enableShutdownHooks(['SIGINT', 'SIGTERM'], { useProcessExit: true });
  await listenApi(api, configuration);
  const panel = await listen(api, configuration);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void panel.close());
  process.stdout.write(announcement(configuration, panel.port));
  process.once('exit', sayGoodbye);
}

/** Only a stop that was asked for, and is complete, is told. */
function sayGoodbye(code: number): void {
  if (code !== 0) return;
  flushLogs();
  process.stdout.write('\nCastellan has stopped.\n');
}

start().catch((error: unknown) => {
  flushLogs();
  process.stderr.write(`\nCastellan did not start.\n\n${reasonOf(error)}\n`);
  process.exit(1);
});
