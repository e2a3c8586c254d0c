import { Unavailable } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { type Counter, EphemeralStore } from './ephemeral-store.js';
import { BUSY, type PlaceAnswer, type PlaceRules, type SpendRules, TAKEN } from './places.js';
import { connectRedis } from './redis-connection.js';
import { COMPARE_AND_DELETE, DECREMENT, INCREMENT, SPEND_PLACE, TAKE_PLACE } from './redis-scripts.js';

const PREFIX = 'castellan:';

/** The store that all nodes share. Needs Redis 6.2 (GETDEL). A failed command is never sent again: it may have counted already. */
export class RedisStore extends EphemeralStore {
  private constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    super();
  }

  /** Starts even while Redis is away: every call is `Unavailable` until it comes back. */
  static async open(url: string, prefix = PREFIX): Promise<RedisStore> {
    return new RedisStore(await connectRedis(url, new Logger(RedisStore.name)), prefix);
  }

  get(key: string): Promise<string | null> {
    return this.ask((redis) => redis.get(this.prefix + key));
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    await this.ask((redis) => redis.set(this.prefix + key, value, 'PX', ttlMs));
  }

  async setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean> {
    return (await this.ask((redis) => redis.set(this.prefix + key, value, 'PX', ttlMs, 'NX'))) === 'OK';
  }

  take(key: string): Promise<string | null> {
    return this.ask((redis) => redis.getdel(this.prefix + key));
  }

  async increment(key: string, ttlMs: number): Promise<Counter> {
    const [count, left] = (await this.ask((redis) => redis.eval(INCREMENT, 1, this.prefix + key, ttlMs))) as [number, number]; // as the script returns
    return { count, ttlMs: left };
  }

  async decrement(key: string): Promise<number> {
    return Number(await this.ask((redis) => redis.eval(DECREMENT, 1, this.prefix + key)));
  }

  async takePlace(key: string, holder: string, { places, atOnce = places, leaseMs }: PlaceRules): Promise<PlaceAnswer> {
    const left = await this.ask((redis) => redis.eval(TAKE_PLACE, 1, this.prefix + key, holder, places, atOnce, leaseMs));
    if (left === 0) return TAKEN;
    return left === -1 ? BUSY : { outcome: 'spent', ttlMs: Number(left) };
  }

  async spendPlace(key: string, holder: string, { places, windowMs, refusalMs }: SpendRules): Promise<boolean> {
    return (await this.ask((redis) => redis.eval(SPEND_PLACE, 1, this.prefix + key, holder, places, windowMs, refusalMs))) === 1;
  }

  async freePlace(key: string, holder: string): Promise<void> {
    await this.ask((redis) => redis.zrem(this.prefix + key, `u${holder}`));
  }

  async compareAndDelete(key: string, value: string): Promise<boolean> {
    return (await this.ask((redis) => redis.eval(COMPARE_AND_DELETE, 1, this.prefix + key, value))) === 1;
  }

  async delete(key: string): Promise<boolean> {
    return (await this.ask((redis) => redis.del(this.prefix + key))) === 1;
  }

  async ping(): Promise<void> {
    await this.ask((redis) => redis.ping());
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  /** Every failure means the same to a caller: the store gave no answer to build a decision on. */
  private async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await command(this.redis);
    } catch (cause) {
      throw new Unavailable({ cause });
    }
  }
}
