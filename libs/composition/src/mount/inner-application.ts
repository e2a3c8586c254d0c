import { createAdapter, prepareApp } from '@castellan/rest';
import type { RestApplication } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { ApiModule, restOptions } from '../api.module.js';
import type { SettledOptions } from './settled-options.js';

/** The shared factory remembers of the application it made last whether to end the process with it: the host's is not to be changed. */
const OwnFactory = NestFactory.constructor as new () => typeof NestFactory; // `NestFactory` is the one instance of its class

/**
 * Castellan as an application of its own in the host's process: stores open and migrated, not yet initialised, and never listening. It logs
 * by the host's logger, ends no process, and waits for no signal.
 */
export async function makeInnerApplication({ configuration, database, ports }: SettledOptions): Promise<RestApplication> {
  const app = await new OwnFactory().create<RestApplication>(ApiModule.forRoot(configuration, { database, ports }), createAdapter(), {
    abortOnError: false,
    autoFlushLogs: false, // what the host has buffered is the host's to let go
  });
  await prepareApp(app, restOptions(configuration));
  return app;
}
