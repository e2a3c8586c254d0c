import { SystemClock, Unavailable } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import type { Change, ChangeListener } from '@castellan/data';
import { Logger } from '@nestjs/common';

import type { KeyRotation, OpenedKey } from './key-rotation.service.js';
import { SigningKeys } from './signing-keys.service.js';

class TestBus extends RevocationBus {
  trusted = true;
  private listener: ChangeListener = () => {};

  async publish(change: Change): Promise<void> {
    this.listener(change);
  }

  subscribe(listener: ChangeListener): () => void {
    this.listener = listener;
    return () => {};
  }

  async close(): Promise<void> {}
}

const aKey = (kid: string): OpenedKey => ({ kid, publicKey: '', privateKey: 'open', createdAt: new Date(0), activatesAt: new Date(0) });

describe(SigningKeys.name, () => {
  let bus: TestBus;
  let keys: SigningKeys;
  /** What the database says, one answer after the other; the last one for good. */
  let reads: (() => Promise<readonly OpenedKey[]>)[];
  let count: number;
  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    bus = new TestBus();
    reads = [async () => [aKey('old')]];
    count = 0;
    const rotation = {
      ensureFirstKey: async () => {},
      keys: () => reads[Math.min(count++, reads.length - 1)]!(),
    } as unknown as KeyRotation;
    keys = new SigningKeys(rotation, bus, new SystemClock());
    await keys.onModuleInit();
  });
  afterEach(() => jest.restoreAllMocks());

  it('uses no key from the moment it hears of a change until it has read again (stolen key)', async () => {
    reads = [async () => [aKey('new')]];
    await bus.publish({ kind: 'keys', id: 'old' });
    expect(keys.find('old')).toBeUndefined();
    await keys.reload();
    expect([keys.find('old'), keys.find('new')?.kid]).toEqual([undefined, 'new']);
  });

  it('reads once more when a key is revoked while it reads (a read begun before the revocation)', async () => {
    let answer: (read: readonly OpenedKey[]) => void = () => {};
    reads = [() => new Promise((resolve) => (answer = resolve)), async () => [aKey('new')]];
    count = 0;
    await bus.publish({ kind: 'keys', id: 'some' });
    await bus.publish({ kind: 'keys', id: 'old' });
    answer([aKey('old')]);
    await keys.reload();
    expect([keys.find('old'), keys.find('new')?.kid, count]).toEqual([undefined, 'new', 2]);
  });

  it('trusts its memory half a second while the bus is deaf, then reads', async () => {
    bus.trusted = false;
    expect(keys.find('old')?.kid).toBe('old');
    jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 501);
    reads = [async () => [aKey('new')]];
    expect(keys.find('old')).toBeUndefined();
    await keys.reload();
    expect([keys.find('old'), keys.find('new')?.kid]).toEqual([undefined, 'new']);
  });

  it('believes no key when it cannot be read what became of it (fail closed)', async () => {
    reads = [() => Promise.reject(new Error('away'))];
    await bus.publish({ kind: 'everything' });
    await expect(keys.reload()).rejects.toThrow(Unavailable);
    expect(keys.find('old')).toBeUndefined();
    await expect(keys.published()).rejects.toThrow(Unavailable);
  });
});
