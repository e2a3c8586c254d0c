import { Unavailable } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { type Counter, EphemeralStore } from './ephemeral-store.js';
import { BUSY, type PlaceAnswer, type PlaceRules, type SpendRules, TAKEN } from './places.js';
import { askRedis, connectRedis, dropSilent, pingRedis, type RedisConnection } from './redis-connection.js';
import { RedisRoom } from './redis-room.js';
import { COMPARE_AND_DELETE, DECREMENT, INCREMENT, SPEND_PLACE, TAKE_PLACE } from './redis-scripts.js';
import { kindOf, StoreFull } from './store-kinds.js';

const PREFIX = 'castellan:';

/**
 * The store that all nodes share, on one Redis or on a cluster: each command has one key, so one slot, and what a quota counts is in this
 * process. Needs Redis 6.2 (GETDEL). A failed command is never sent again: it may have counted already.
 */
export class RedisStore extends EphemeralStore {
  private constructor(
    private readonly redis: RedisConnection,
    private readonly prefix: string,
    private readonly room: RedisRoom,
  ) {
    super();
  }

  /** Starts even while Redis is away: every call is `Unavailable` until it comes back. */
  static async open(url: string, prefix = PREFIX, room = new RedisRoom()): Promise<RedisStore> {
    return new RedisStore(await connectRedis(url, new Logger(RedisStore.name)), prefix, room);
  }

  get(key: string): Promise<string | null> {
    return this.ask((redis) => redis.get(this.prefix + key), key);
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    await this.making(key, ttlMs, (redis) => redis.set(this.prefix + key, value, 'PX', ttlMs));
  }

  async setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean> {
    const isSet = (answer: unknown): boolean => answer === 'OK';
    return isSet(await this.making(key, ttlMs, (redis) => redis.set(this.prefix + key, value, 'PX', ttlMs, 'NX'), isSet));
  }

  take(key: string): Promise<string | null> {
    return this.ask((redis) => redis.getdel(this.prefix + key), key);
  }

  async increment(key: string, ttlMs: number): Promise<Counter> {
    const count = (redis: RedisConnection) => redis.eval(INCREMENT, 1, this.prefix + key, ttlMs) as Promise<[number, number]>; // as the script returns
    const [hits, left] = await this.making(key, ttlMs, count, ([first]) => first === 1);
    return { count: hits, ttlMs: left };
  }

  async decrement(key: string): Promise<number> {
    return Number(await this.ask((redis) => redis.eval(DECREMENT, 1, this.prefix + key), key));
  }

  async takePlace(key: string, holder: string, { places, atOnce = places, leaseMs }: PlaceRules): Promise<PlaceAnswer> {
    const take = (redis: RedisConnection) => redis.eval(TAKE_PLACE, 1, this.prefix + key, holder, places, atOnce, leaseMs);
    const left = await this.making(key, leaseMs, take, (answer) => answer === 0);
    if (left === 0) return TAKEN;
    return left === -1 ? BUSY : { outcome: 'spent', ttlMs: Number(left) };
  }

  async spendPlace(key: string, holder: string, { places, windowMs, refusalMs }: SpendRules): Promise<boolean> {
    const spend = (redis: RedisConnection) => redis.eval(SPEND_PLACE, 1, this.prefix + key, holder, places, windowMs, refusalMs);
    return (await this.making(key, windowMs, spend)) === 1;
  }

  async freePlace(key: string, holder: string): Promise<void> {
    await this.ask((redis) => redis.zrem(this.prefix + key, `u${holder}`), key);
  }

  async compareAndDelete(key: string, value: string): Promise<boolean> {
    return (await this.ask((redis) => redis.eval(COMPARE_AND_DELETE, 1, this.prefix + key, value), key)) === 1;
  }

  async delete(key: string): Promise<boolean> {
    return (await this.ask((redis) => redis.del(this.prefix + key), key)) === 1;
  }

  override get isShared(): boolean {
    return true;
  }

  async ping(): Promise<void> {
    await this.ask(pingRedis);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  /** A command that may make the key: only what is there already goes on when its kind has no room. */
  private async making<T>(
    key: string,
    ttlMs: number,
    command: (redis: RedisConnection) => Promise<T>,
    hasMade: (answer: T) => boolean = () => true,
  ): Promise<T> {
    const kind = kindOf(key);
    if (this.room.isFull(kind) && (await this.ask((redis) => redis.exists(this.prefix + key), key)) === 0) throw new StoreFull(kind);
    const answer = await this.ask(command, key);
    if (hasMade(answer)) this.room.add(kind, ttlMs);
    return answer;
  }

  /** Every failure means the same to a caller: the store gave no answer to build a decision on. At its `maxmemory` Redis says so. */
  private async ask<T>(command: (redis: RedisConnection) => Promise<T>, key: string | null = null): Promise<T> {
    try {
      return await askRedis(this.redis, command);
    } catch (cause) {
      if (cause instanceof Error) dropSilent(this.redis, cause);
      if (key !== null && cause instanceof Error && /\bOOM\b/.test(cause.message)) throw new StoreFull(kindOf(key));
      throw new Unavailable({ cause });
    }
  }
}
