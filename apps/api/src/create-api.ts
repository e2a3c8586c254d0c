import type { Configuration } from '@castellan/config';
import { createAdapter, JsonLogger, prepareApp } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule, drawFrugally, restOptions } from '@castellan/composition';

/** Makes the API ready to listen: stores open, migrated, routes set up. Close it with `app.close()`. */
export async function createApi(configuration: Configuration): Promise<NestFastifyApplication> {
  drawFrugally(); // before anything draws
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(configuration), createAdapter(), {
    logger: new JsonLogger(configuration.logLevel, configuration.logFormat),
    bufferLogs: false,
    abortOnError: false, // a start that fails says why and ends by itself
  });
  await prepareApp(app, restOptions(configuration));
  return app;
}
