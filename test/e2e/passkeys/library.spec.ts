import { Passkeys } from '@castellan/passkeys';
import { PasskeysLibrary } from '../../support/passkeys/library.js';

describe(Passkeys.name, () => {
  let library: PasskeysLibrary;
  beforeAll(async () => {
    library = await PasskeysLibrary.open();
  });
  afterAll(() => library.close());

  it.each(['ES256', 'EdDSA', 'RS256'] as const)('registers a passkey of %s, and knows its owner by it', async (algorithm) => {
    const { userId, passkey, device } = await library.anOwner({ algorithm });

    expect(await library.signIn(device)).toEqual({
      userId,
      isUserVerified: true,
      passkey: { ...passkey, lastUsedAt: library.clock.now() },
    });
  });
});
