import { createAdapter, prepareApp } from '@castellan/rest';
import type { RestApplication } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { ApiModule, restOptions } from '../api.module.js';
import type { CoreOptions } from '../core-modules.js';
import type { SettledOptions } from './settled-options.js';

type Opening = NonNullable<CoreOptions['opening']>;

/** The shared factory remembers of the application it made last whether to end the process with it: the host's is not to be changed. */
const OwnFactory = NestFactory.constructor as new () => typeof NestFactory; // `NestFactory` is the one instance of its class

/**
 * Castellan as an application of its own in the host's process: stores open and migrated, not yet initialised, and never listening. It logs
 * by the host's logger, ends no process, and waits for no signal. Where it cannot be made, nothing stays open.
 */
export async function makeInnerApplication(settled: SettledOptions): Promise<RestApplication> {
  const stores: Parameters<Opening>[0][] = [];
  try {
    return await make(settled, (opened) => stores.push(opened));
  } catch (error) {
    for (const opened of await Promise.allSettled(stores)) if (opened.status === 'fulfilled') await opened.value.close();
    throw error;
  }
}

async function make({ configuration, database, ports }: SettledOptions, opening: Opening): Promise<RestApplication> {
  const module = ApiModule.forRoot(configuration, { database, ports, opening });
  const app = await new OwnFactory().create<RestApplication>(module, createAdapter(), {
    abortOnError: false,
    autoFlushLogs: false, // what the host has buffered is the host's to let go
  });
  await prepareApp(app, restOptions(configuration));
  return app;
}
