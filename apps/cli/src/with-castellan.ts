import 'reflect-metadata';
import { Cleanup, KeyRotation, LOCAL_CONTEXT, SourceFigures, TwoFactorReset, UserAdministration } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { loadConfiguration } from '@castellan/config';
import { NestFactory } from '@nestjs/core';
import { CastellanModule } from './castellan.module.js';
import { explainInUse } from './in-use.js';
import { MessageLogger } from './message-logger.js';

/** What commands use of the service. */
export interface Castellan {
  readonly users: UserAdministration;
  readonly keys: KeyRotation;
  readonly cleanup: Cleanup;
  readonly twoFactor: TwoFactorReset;
  readonly sources: SourceFigures;
  /** Who the events say it was. */
  readonly context: RequestContext;
}

/**
 * Works with the services over open and migrated stores, and closes them after. Loaded by commands when they run: it brings the whole
 * of the libs with it.
 * @throws ConfigurationError, Refusal when the embedded database is in use, what `work` throws
 */
export async function withCastellan<T>(work: (castellan: Castellan) => Promise<T>): Promise<T> {
  const module = CastellanModule.forRoot(loadConfiguration());
  const app = await NestFactory.createApplicationContext(module, { logger: new MessageLogger(), abortOnError: false }).catch(explainInUse);
  app.enableShutdownHooks();
  try {
    return await work({
      users: app.get(UserAdministration, ANYWHERE),
      keys: app.get(KeyRotation, ANYWHERE),
      cleanup: app.get(Cleanup, ANYWHERE),
      twoFactor: app.get(TwoFactorReset, ANYWHERE),
      sources: app.get(SourceFigures, ANYWHERE),
      context: LOCAL_CONTEXT,
    });
  } finally {
    await app.close();
  }
}

const ANYWHERE = { strict: false };
