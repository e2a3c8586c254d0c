import { randomBytes } from 'node:crypto';

const COUNTER_BITS = 26;
const COUNTER_END = 2 ** COUNTER_BITS;

/**
 * Ids in the order of their making: UUIDs of version 7 (RFC 9562 §5.7) with a counter after the milliseconds (§6.2 method 1). Events of one
 * moment keep their order by them, and their index grows at one end only.
 */
export class EventIds {
  private moment = 0;
  private counter = 0;

  /** @param millis now, since the epoch */
  next(millis: number): string {
    // a clock that was set back makes no id that is older than the last one
    if (millis > this.moment) {
      this.moment = millis;
      this.counter = 0;
    } else if (++this.counter === COUNTER_END) {
      this.moment += 1;
      this.counter = 0;
    }
    return uuid(this.moment, this.counter);
  }
}

function uuid(moment: number, counter: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(moment, 0, 6);
  bytes.writeUInt16BE(0x7000 | (counter >>> 14), 6);
  bytes.writeUInt16BE(0x8000 | (counter & 0x3fff), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
