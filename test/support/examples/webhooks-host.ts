// A host of the libs in a process of its own, with a webhook: NODE_OPTIONS='--import ./scripts/typescript.mjs' node <this>
import 'reflect-metadata';
import { localOperator } from '@castellan/accounts';
import { ApiModule, restOptions } from '@castellan/composition';
import { loadConfiguration } from '@castellan/config';
import { createAdapter, prepareApp } from '@castellan/rest';
import { WebhookEndpoints } from '@castellan/webhooks';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const { RECEIVER } = process.env;
const configuration = loadConfiguration();
const module = ApiModule.forRoot(configuration);

const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(), { logger: false, abortOnError: false });
await prepareApp(app, restOptions(configuration));
await app.listen(configuration.port, '127.0.0.1');
if (RECEIVER) await app.get(WebhookEndpoints, { strict: false }).create(localOperator(), { url: RECEIVER, events: ['user_registered'] });
process.stdout.write('Stop with Ctrl-C.\n');
