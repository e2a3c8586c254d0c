import 'reflect-metadata';
import { loadConfiguration } from '@castellan/config';
import { flushLogs, JsonLogger } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { listen } from './listen.js';
import { PanelModule } from './panel.module.js';

/** The panel in a process of its own, beside the API on the same PostgreSQL and Redis. */
async function start(): Promise<void> {
  const configuration = loadConfiguration();
  const services = await NestFactory.createApplicationContext(PanelModule.forRoot(configuration), {
    logger: new JsonLogger(configuration.logLevel),
    abortOnError: false,
  });
  const panel = await listen(services, configuration);
  process.stdout.write(`\nThe panel of Castellan is running at ${configuration.panel.url ?? `http://localhost:${panel.port}`}/\n\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

  async function stop(): Promise<void> {
    await panel.close();
    await services.close();
    flushLogs();
    process.exit(0);
  }
}

start().catch((error: unknown) => {
  flushLogs();
  process.stderr.write(`\nThe panel did not start.\n\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
