import 'reflect-metadata';
import { Reauthentication, ReauthenticationModule } from '@castellan/accounts';
import { coreModules } from '@castellan/composition';
import { Clock, SystemClock } from '@castellan/common';
import { loadConfiguration } from '@castellan/config';
import { EphemeralStore, FailedJobs, Jobs, QueueHealth, RevocationBus, Transaction } from '@castellan/data';
import type { DynamicModule, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';

const configuration = loadConfiguration({ NODE_ENV: 'test', SECRET_KEY: 'never used, since nothing is signed or sealed here' });
const [foundation, ...others] = coreModules(configuration).accounts.imports as [DynamicModule, ...(DynamicModule | Type)[]];
const rooms = others.filter((imported): imported is Type => typeof imported === 'function');

/** Stands where the stores would: providers are made, and none is asked for anything. */
const PARTS = [EphemeralStore, FailedJobs, Jobs, QueueHealth, RevocationBus, Transaction];
const data: DynamicModule = {
  module: class NoStores {},
  global: true,
  providers: [{ provide: Clock, useValue: new SystemClock() }, ...PARTS.map((provide) => ({ provide, useValue: {} }))],
  exports: [Clock, ...PARTS],
};

const alone = (room: Type): Promise<TestingModule> => Test.createTestingModule({ imports: [data, foundation, room] }).compile();

describe('a module of accounts', () => {
  it.each(rooms.map((room) => [room.name, room] as const))('stands on the foundation without the rest: %s', async (_name, room) => {
    const app = await alone(room);
    expect(app.get(room)).toBeInstanceOf(room);
    await app.close();
  });

  it('is one of many', () => expect(rooms.length).toBeGreaterThan(20));

  it('says at the start which modules are missing, where no proof of a factor is among the providers', async () => {
    const app = await alone(ReauthenticationModule);
    expect(() => app.get(Reauthentication).onApplicationBootstrap()).toThrow(/PasswordsModule/);
    await app.close();
  });
});
