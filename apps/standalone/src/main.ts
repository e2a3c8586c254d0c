import 'reflect-metadata';
import { loadConfiguration } from '@castellan/config';
import { createApi } from '../../api/src/create-api.js';
import { announcement } from './announcement.js';

async function start(): Promise<void> {
  const configuration = loadConfiguration();
  const api = await createApi(configuration);
  // An orderly end is no failure: supervisors take 0 for it, and an end by the signal itself for a crash.
  api.enableShutdownHooks(['SIGINT', 'SIGTERM'], { useProcessExit: true });
  await api.listen(configuration.port, configuration.host);
  process.stdout.write(announcement(configuration));
}

start().catch((error: unknown) => {
  process.stderr.write(`\nCastellan did not start.\n\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
