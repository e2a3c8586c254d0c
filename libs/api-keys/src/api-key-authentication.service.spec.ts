import { randomUUID } from 'node:crypto';
import type { UserDirectory } from '@castellan/accounts';
import { MovableClock } from '@castellan/common';
import type { Change, ChangeListener, RevocationBus } from '@castellan/data';
import type { StoredApiKey } from './api-key.types.js';
import { ApiKeyAuthentication } from './api-key-authentication.service.js';
import type { ApiKeysRepository } from './api-keys.repository.js';
import { hashOf, newSecret, writeKey } from './key-text.js';
import type { KeyUses } from './key-uses.service.js';

const ADDRESS = '192.0.2.1';

describe(ApiKeyAuthentication.name, () => {
  const id = randomUUID();
  const makerId = randomUUID();
  const secret = newSecret();
  const text = writeKey(id, secret);
  const bus = { trusted: true, tell: (_: Change) => {} };
  let row: StoredApiKey;
  let permissions: readonly string[];
  let reads: number;
  let between: () => void;
  let keys: ApiKeyAuthentication;

  beforeEach(() => {
    row = { id, name: 'a', secretHash: hashOf(secret), permissions: ['users.view'], cidrs: [], isLocal: false, makerId, ...TIMES };
    [permissions, reads, between, bus.trusted] = [['users.view'], 0, () => {}, true];
    keys = authentication();
    keys.onModuleInit();
  });

  function authentication(): ApiKeyAuthentication {
    const find = async (): Promise<StoredApiKey> => {
      reads += 1;
      const read = row;
      await Promise.resolve();
      between();
      return read;
    };
    const subscribe = (listener: ChangeListener) => ((bus.tell = listener), () => {});
    const maker = () => Promise.resolve({ isActive: true, isStaff: true, closedAt: null, passwordResetRequired: false, permissions });
    return new ApiKeyAuthentication(
      { find } as unknown as ApiKeysRepository,
      { find: maker } as unknown as UserDirectory,
      { note: () => {} } as unknown as KeyUses,
      {
        subscribe,
        get trusted() {
          return bus.trusted;
        },
      } as unknown as RevocationBus,
      new MovableClock(),
    );
  }

  const ask = () => keys.authenticate(text, ADDRESS);

  it('asks the database once', async () => {
    for (const _ of [1, 2, 3]) expect((await ask()).key.permissions).toEqual(['users.view']);
    expect(reads).toBe(1);
  });

  it('asks it every time while the bus is not trusted, and remembers nothing', async () => {
    bus.trusted = false;
    for (const _ of [1, 2, 3]) await ask();
    bus.trusted = true;
    await ask();
    expect(reads).toBe(4);
    bus.trusted = false; // what was remembered is not used either
    await ask();
    expect(reads).toBe(5);
  });

  it.each<[string, Change]>([
    ['the key', { kind: 'api_key', id }],
    ['its maker', { kind: 'user', id: makerId }],
    ['anything', { kind: 'everything' }],
  ])('forgets what it knew when %s changes', async (_, change) => {
    await ask();
    permissions = [];
    bus.tell(change);
    expect((await ask()).key.permissions).toEqual([]);
  });

  it('goes on knowing it when somebody else changes', async () => {
    await ask();
    bus.tell({ kind: 'user', id: randomUUID() });
    bus.tell({ kind: 'session', id });
    await ask();
    expect(reads).toBe(1);
  });

  it('does not remember what was read while the key was revoked (a slow read brings it back)', async () => {
    between = () => {
      row = { ...row, revokedAt: new Date() };
      bus.tell({ kind: 'api_key', id });
      between = () => {};
    };
    await ask(); // read before the revocation, so it may pass; it is the last one
    await expect(ask()).rejects.toMatchObject({ code: 'invalid_api_key', extras: { reason: 'revoked' } });
  });
});

const TIMES = { createdAt: new Date(), expiresAt: null, revokedAt: null, lastUsedAt: null };
