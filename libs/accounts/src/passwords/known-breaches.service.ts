import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { BreachedPasswords } from './breached-passwords.js';

/** The list of breached passwords that the operator keeps, if they keep one. */
@Injectable()
export class KnownBreaches implements OnModuleInit, OnApplicationShutdown {
  private list: BreachedPasswords | null = null;

  constructor(@Inject(ACCOUNTS_OPTIONS) private readonly options: Pick<AccountsOptions, 'breachedPasswords'>) {}

  /** @throws Error that names the line to change */
  async onModuleInit(): Promise<void> {
    const file = this.options.breachedPasswords;
    if (file !== null) this.list = await BreachedPasswords.open(file).catch(explain);
  }

  /** False where no list is kept. */
  includes(password: string): Promise<boolean> {
    return this.list?.includes(password) ?? Promise.resolve(false);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.list?.close();
  }
}

function explain(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new Error(
    `The file that BREACHED_PASSWORDS names cannot be used: it ${why}\n  set: BREACHED_PASSWORDS=<a list of SHA-1 hashes sorted by hash, or its form by "castellan breached build">`,
    { cause: error },
  );
}
