import 'reflect-metadata';
import { createApi, listenApi, reasonOf } from '@castellan/api';
import { loadConfiguration } from '@castellan/config';
import { Drain, flushLogs, stopOnSignals } from '@castellan/rest';
import { announcement } from './announcement.js';
import { openPanel } from './open-panel.js';

/**
 * Runs API and panel in this process until it is told to stop; leaves the process where it cannot start. `command` is what is typed
 * before the name of a command, for the text that says what to do next.
 */
export async function startService(command: string): Promise<void> {
  try {
    await start(command);
  } catch (error) {
    flushLogs();
    process.stderr.write(`\nCastellan did not start.\n\n${reasonOf(error)}\n`);
    process.exit(1);
  }
}

async function start(command: string): Promise<void> {
  const configuration = loadConfiguration();
  const api = await createApi(configuration);
  let panel: Awaited<ReturnType<typeof openPanel>> = null;
  const close = (): Promise<unknown> => Promise.all([panel?.close(), api.close()]);
  stopOnSignals({ drain: api.get(Drain, { strict: false }), delayMs: configuration.shutdownDelayMs, close });
  await listenApi(api, configuration);
  panel = await openPanel(api, configuration);
  process.stdout.write(announcement(configuration, panel?.port ?? null, command));
  process.once('exit', sayGoodbye);
}

/** Only a stop that was asked for, and is complete, is told. */
function sayGoodbye(code: number): void {
  if (code !== 0) return;
  flushLogs();
  process.stdout.write('\nCastellan has stopped.\n');
}
