// Writes the OpenAPI document of the API as it is by default. Opens no store: Nest's preview mode makes no provider.
//   node --import ./scripts/typescript.mjs scripts/generate-openapi.ts [file]
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { loadConfiguration } from '@castellan/config';
import { buildOpenApi, createAdapter } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { ApiModule, restOptions } from '@castellan/composition';

const configuration = loadConfiguration({ NODE_ENV: 'test', SECRET_KEY: 'never used, since nothing is signed or sealed here' });
const app = await NestFactory.create(ApiModule.forRoot(configuration), createAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
const { servers = [], ...document } = buildOpenApi(app, restOptions(configuration));
const anywhere = { ...document, servers: servers.slice(0, 1) }; // where it runs is no part of what the repository says
writeFileSync(process.argv[2] ?? 'openapi.json', `${JSON.stringify(anywhere, null, 2)}\n`);
await app.close();
