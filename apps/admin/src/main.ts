import 'reflect-metadata';
import { PanelApplicationModule } from '@castellan/composition';
import { loadConfiguration } from '@castellan/config';
import { Drain, flushLogs, JsonLogger, stopOnSignals } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { listen } from './listen.js';

/** The panel in a process of its own, beside the API on the same PostgreSQL and Redis. */
async function start(): Promise<void> {
  const configuration = loadConfiguration();
  if (configuration.database.kind === 'embedded') {
    throw new Error('The embedded database has one owner: set DATABASE_URL and REDIS_URL, or take npm start, which has the panel in it.');
  }
  const services = await NestFactory.createApplicationContext(PanelApplicationModule.forRoot(configuration), {
    logger: new JsonLogger(configuration.logLevel, configuration.logFormat),
    abortOnError: false,
  });
  const panel = await listen(services, configuration);
  const close = (): Promise<void> => panel.close().then(() => services.close());
  stopOnSignals({ drain: services.get(Drain, { strict: false }), delayMs: configuration.shutdownDelayMs, close });
  process.stdout.write(announcement(configuration.panel.url ?? `http://localhost:${panel.port}`));
}

const announcement = (url: string): string => `\nThe panel of Castellan is running at ${url}/\n\nStop with Ctrl-C.\n\n`;

function fail(error: unknown): never {
  flushLogs();
  process.stderr.write(`\nThe panel did not start.\n\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

start().catch(fail);
