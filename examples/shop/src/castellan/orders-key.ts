import { open, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ApiKeys, localOperator } from 'castellan';

/** A key for the service `orders`, which follows with it what is revoked here: made once, into a file that nobody else reads. */
@Injectable()
export class OrdersKey implements OnApplicationBootstrap {
  constructor(private readonly keys: ApiKeys) {}

  async onApplicationBootstrap(): Promise<void> {
    const { ORDERS_KEY_FILE: path } = process.env;
    if (path) await this.makeOnce(path);
  }

  private async makeOnce(path: string): Promise<void> {
    const file = await open(path, 'wx', 0o600).catch(nullIfThere);
    if (!file) return;
    try {
      const { secret } = await this.keys.create(localOperator(), { name: 'orders', permissions: ['revocations.view'] });
      await file.writeFile(secret);
    } catch (error) {
      await rm(path); // the next start tries again
      throw error;
    } finally {
      await file.close();
    }
  }
}

function nullIfThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'EEXIST') return null;
  throw error;
}
