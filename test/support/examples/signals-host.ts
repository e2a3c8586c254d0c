// A host of the libs in a process of its own, with a module that listens: NODE_OPTIONS='--import ./scripts/typescript.mjs' node <this>
import 'reflect-metadata';
import { appendFileSync } from 'node:fs';
import { OnSignal } from '@castellan/signals';
import { UserRegistered } from '@castellan/accounts';
import type { SignalMeta } from '@castellan/signals';
import { loadConfiguration } from '@castellan/config';
import { createAdapter, prepareApp } from '@castellan/rest';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule, restOptions } from '@castellan/composition';

const { DIARY = '', DIES } = process.env;

/** Writes down what it is told; with `DIES` the process is killed in the middle of it. */
@Injectable()
class Diary {
  @OnSignal(UserRegistered, { phase: 'after-commit' })
  async write({ userId }: UserRegistered, { id }: SignalMeta): Promise<void> {
    appendFileSync(DIARY, `begun ${id} ${userId}\n`);
    if (DIES) process.kill(process.pid, 'SIGKILL');
    await Promise.resolve();
    appendFileSync(DIARY, `done ${id} ${userId}\n`);
  }
}

const configuration = loadConfiguration();

@Module({ imports: [ApiModule.forRoot(configuration)], providers: [Diary] })
class HostModule {}

const app = await NestFactory.create<NestFastifyApplication>(HostModule, createAdapter(), { logger: false, abortOnError: false });
await prepareApp(app, restOptions(configuration));
await app.listen(configuration.port, '127.0.0.1');
process.stdout.write('Stop with Ctrl-C.\n');
