import { inTime, isPublicAddress, PLAIN_LINE } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AddressPlaces } from './address-places.js';

const REMEMBERED = 10_000;
const DAY_MS = 24 * 3_600_000;
/** A port that failed is asked again after that. */
const AFTER_FAILURE_MS = 60_000;
const ANSWER_MS = 2_000;
const LIST_MS = 300;
/** Questions under way; beyond them nobody asks. */
const AT_ONCE = 50;
const MAX_LENGTH = 100;
const UNKNOWN = '';

/** Where addresses are, as far as is known. Nothing here throws, and nothing waits for long. */
@Injectable()
export class KnownPlaces {
  private readonly places = new LRUCache<string, string>({ max: REMEMBERED, ttl: DAY_MS });
  private readonly asked = new Map<string, Promise<string>>();

  constructor(@Inject(AddressPlaces) private readonly port: AddressPlaces | null) {}

  /** What is known at this moment; whoever asks ahead finds more. Null where nothing is. */
  now(ip: string): string | null {
    const place = this.find(ip);
    return typeof place === 'string' && place !== UNKNOWN ? place : null;
  }

  /** For lists: waits a third of a second for what is not known yet. */
  async of(ips: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const unknown = [...new Set(ips)].map((ip) => this.find(ip)).filter((place) => typeof place !== 'string');
    if (unknown.length > 0) await inTime(LIST_MS, () => Promise.all(unknown)).catch(() => undefined);
    return new Map(ips.map((ip) => [ip, this.now(ip)]));
  }

  private find(ip: string): string | Promise<string> {
    if (this.port === null || !isPublicAddress(ip)) return UNKNOWN;
    return this.places.get(ip) ?? this.asked.get(ip) ?? this.ask(this.port, ip);
  }

  /** A port that answers at once is heard at once. */
  private ask(port: AddressPlaces, ip: string): string | Promise<string> {
    if (this.asked.size >= AT_ONCE) return UNKNOWN;
    try {
      const answer: unknown = port.placeOf(ip);
      return isPromised(answer) ? this.awaited(answer, ip) : this.keep(ip, placeIn(answer));
    } catch {
      return this.keep(ip, UNKNOWN, AFTER_FAILURE_MS);
    }
  }

  private awaited(answer: PromiseLike<unknown>, ip: string): Promise<string> {
    const settled = inTime<unknown>(ANSWER_MS, () => Promise.resolve(answer))
      .then((given) => this.keep(ip, placeIn(given)))
      .catch(() => this.keep(ip, UNKNOWN, AFTER_FAILURE_MS))
      .finally(() => this.asked.delete(ip));
    this.asked.set(ip, settled);
    return settled;
  }

  private keep(ip: string, place: string, ttl = DAY_MS): string {
    this.places.set(ip, place, { ttl });
    return place;
  }
}

/** Also of another library, or of another realm than ours. */
function isPromised(given: unknown): given is PromiseLike<unknown> {
  return typeof given === 'object' && given !== null && 'then' in given && typeof given.then === 'function';
}

function placeIn(given: unknown): string {
  const isPlace = typeof given === 'string' && given.length <= MAX_LENGTH && PLAIN_LINE.test(given);
  return isPlace ? given.trim() : UNKNOWN;
}
