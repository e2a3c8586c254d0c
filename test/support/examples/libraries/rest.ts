import { ApiModule, restOptions } from '@castellan/composition';
import type { Configuration } from '@castellan/config';
import { createAdapter, prepareApp } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The API as it is; `await app.listen(3000)` is yours. */
export async function apiOf(configuration: Configuration): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(configuration), createAdapter(), { logger: false });
  await prepareApp(app, restOptions(configuration));
  return app;
}
