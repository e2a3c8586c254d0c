import { expired, me, started } from '../../../../test/support/client/fake-session.js';
import { KeptTokens } from './kept-tokens.js';
import type { Kept } from './token-store.js';

describe(KeptTokens, () => {
  it('that cannot be written once loses no session', async () => {
    let [kept, locked]: [Kept, boolean] = [{ tokens: null, device_token: null }, false];
    const write = async (next: Kept): Promise<void> => {
      if (locked) throw new Error('The key store is locked.');
      kept = next;
    };
    const { castellan, service } = await expired('bearer', { tokens: { read: async () => kept, write } });
    locked = true;

    expect((await me(castellan)).response.status).toBe(200);
    expect((await me(castellan)).response.status).toBe(200);
    locked = false;
    await me(castellan);

    expect([kept.tokens?.access, service.count('POST auth/refresh')]).toEqual(['access-2', 1]);
  });

  it('that cannot be read says so itself', async () => {
    const failure = new Error('The key store is locked.');
    const { castellan } = started('bearer', { tokens: { read: () => Promise.reject(failure), write: () => undefined } });

    await expect(me(castellan)).rejects.toBe(failure);
  });

  it.each([null, undefined, {}, { tokens: undefined }])('that was never written to may give %j', async (nothing) => {
    const { castellan } = started('bearer', { tokens: { read: () => nothing, write: () => undefined } });

    expect((await me(castellan)).error?.code).toBe('token_expired');
  });
});
