import { randomUUID } from 'node:crypto';
import { ValidationFailed } from '@castellan/common';
import { InvalidPasskey, Passkeys, PasskeysModule, TooManyPasskeys } from '@castellan/passkeys';
import { ADA, ORIGIN, PasskeysLibrary, registrationOf, RP_ID, secondFactorOf } from '../../support/passkeys/library.js';

describe(Passkeys.name, () => {
  let library: PasskeysLibrary;
  let passkeys: Passkeys;
  beforeAll(async () => {
    library = await PasskeysLibrary.open();
    passkeys = library.passkeys;
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

  it('asks for a discoverable credential, user verification preferred, and no attestation', async () => {
    const { options, expiresInMs } = await passkeys.registrationOptions(registrationOf(randomUUID()), ADA);

    expect(expiresInMs).toBe(300_000);
    expect(options).toMatchObject({
      rp: { id: RP_ID, name: 'Example' },
      user: { name: ADA.name, displayName: ADA.displayName },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ alg, type: 'public-key' })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
      attestation: 'none',
      timeout: 300_000,
    });
    expect(bytesIn(options.challenge)).toBe(32);
    expect(bytesIn(options.user.id)).toBe(32);
  });

  it('names a user by one random handle for ever, and excludes what they have', async () => {
    const { userId, device } = await library.anOwner();
    const [first, second] = [
      await passkeys.registrationOptions(registrationOf(userId), ADA),
      await passkeys.registrationOptions(registrationOf(userId), ADA),
    ];

    expect(second.options.user.id).toBe(first.options.user.id);
    expect(second.options.challenge).not.toBe(first.options.challenge);
    expect(second.options.excludeCredentials).toEqual([{ id: device.ids[0], transports: ['internal', 'hybrid'], type: 'public-key' }]);
    expect(() => device.create(second.options)).toThrow('InvalidStateError');
  });

  it('asks at a sign-in for nobody in particular', async () => {
    const { options, state, expiresInMs } = await passkeys.signInOptions();

    expect(options).toEqual({ challenge: expect.any(String) as string, rpId: RP_ID, timeout: 300_000, userVerification: 'preferred' });
    expect([bytesIn(options.challenge), bytesIn(state), expiresInMs]).toEqual([32, 32, 300_000]);
  });

  it('asks a known user for their own passkeys, but those that are left out', async () => {
    const { userId, passkey } = await library.anOwner();
    const other = await library.register(userId, library.device());
    const idsOf = async (except: readonly string[]) => {
      const { options } = await passkeys.requestOptions(secondFactorOf(userId), except);
      return options.allowCredentials?.length;
    };

    expect([await idsOf([]), await idsOf([passkey.id])]).toEqual([2, 1]);
    await expect(idsOf([passkey.id, other.id])).rejects.toThrow(InvalidPasskey);
    await expect(passkeys.requestOptions(secondFactorOf(randomUUID()))).rejects.toThrow(InvalidPasskey);
  });

  it('takes the answer of a known user without a handle, as security keys give it', async () => {
    const { userId, passkey, device } = await library.anOwner();

    expect((await library.prove(userId, device, { userHandle: null })).passkey.id).toBe(passkey.id);
    expect((await library.prove(userId.toUpperCase(), device, { userHandle: '' })).userId).toBe(userId);
  });

  it('has several challenges open at once, one in each window', async () => {
    const { userId, device } = await library.anOwner();
    const windows = [await passkeys.signInOptions(), await passkeys.signInOptions(), await passkeys.signInOptions()];

    for (const { options, state } of windows.toReversed()) {
      await expect(passkeys.verifySignIn(state, device.get(options))).resolves.toMatchObject({ userId });
    }
  });

  it('takes one that never counts as often as it comes', async () => {
    const { device } = await library.anOwner({ isCounting: false, isSynced: true });

    for (let use = 0; use < 3; use += 1) expect((await library.signIn(device)).passkey.isSynced).toBe(true);
  });

  it('calls a passkey as its owner says, else as its authenticator is called', async () => {
    const named = { aaguid: 'bada5566-a7aa-401f-bd96-45619a55120d' };
    const [{ passkey: known, userId }, { passkey: unknown }] = [await library.anOwner(named), await library.anOwner()];

    expect([known.name, known.aaguid]).toEqual(['1Password', named.aaguid]);
    expect([unknown.name, unknown.aaguid]).toEqual(['Passkey', '00000000-0000-0000-0000-000000000000']);
    expect((await passkeys.rename(userId, known.id, '  My phone '))?.name).toBe('My phone');
  });

  it.each(['', ' ', 'x'.repeat(65), 'two\nlines', '\u202Eeman'])('refuses the name %j', async (name) => {
    const { userId, passkey } = await library.anOwner();

    await expect(passkeys.rename(userId, passkey.id, name)).rejects.toThrow(ValidationFailed);
    expect((await passkeys.find(userId, passkey.id))?.name).toBe('Passkey');
  });

  it('tells whether it is the first, lists, and removes', async () => {
    const { userId, passkey } = await library.anOwner();
    library.clock.advance(1_000);
    const [ceremony, device] = [registrationOf(userId), library.device({ isSynced: true })];
    const { options } = await passkeys.registrationOptions(ceremony, ADA);
    const made = await passkeys.verifyRegistration(ceremony, device.create(options));
    const { passkey: second, isFirst } = await passkeys.add(userId, made, 'Phone');

    expect([isFirst, second.isSynced, second.name, second.lastUsedAt]).toEqual([false, true, 'Phone', null]);
    expect(await passkeys.list(userId)).toEqual([passkey, second]);
    expect(await passkeys.remove(userId, passkey.id)).toEqual(passkey);
    expect(await passkeys.remove(userId, passkey.id)).toBeNull();
    expect(await passkeys.count(userId)).toBe(1);
    await expect(library.signIn(device)).resolves.toMatchObject({ userId });
  });

  it('gives nobody a hold of another one’s', async () => {
    const [{ userId }, { passkey }] = [await library.anOwner(), await library.anOwner()];

    expect(await passkeys.find(userId, passkey.id)).toBeNull();
    expect(await passkeys.rename(userId, passkey.id, 'Mine')).toBeNull();
    expect(await passkeys.remove(userId, passkey.id)).toBeNull();
  });

  it('lets a user have twenty', async () => {
    const few = await PasskeysLibrary.open({ maxPerUser: 2 });
    const { userId } = await few.anOwner();
    const ceremony = registrationOf(userId);
    const { options } = await few.passkeys.registrationOptions(ceremony, ADA);
    await few.register(userId, few.device());

    await expect(few.passkeys.registrationOptions(ceremony, ADA)).rejects.toThrow(TooManyPasskeys);
    const made = await few.passkeys.verifyRegistration(ceremony, few.device().create(options));
    await expect(few.passkeys.add(userId, made, null)).rejects.toThrow(TooManyPasskeys);
    expect(await few.passkeys.count(userId)).toBe(2);
    await few.close();
    expect(PasskeysModule.forRoot({ rpId: RP_ID, rpName: 'Example', origins: [] }).providers).toContainEqual(
      expect.objectContaining({ useValue: expect.objectContaining({ maxPerUser: 20, challengeTtlMs: 300_000 }) as unknown }),
    );
  });

  it('takes away what was added since a moment, or all', async () => {
    const { userId } = await library.anOwner();
    library.clock.advance(60_000);
    const young = await library.register(userId, library.device());

    expect(await passkeys.removeSince(userId, young.createdAt)).toEqual([young]);
    expect(await passkeys.removeAll(userId)).toBe(1);
    expect(await passkeys.list(userId)).toEqual([]);
  });

  it('tells browsers which are left', async () => {
    const { userId, device, passkey } = await library.anOwner();
    const { options } = await passkeys.registrationOptions(registrationOf(userId), ADA);

    expect(await passkeys.signalsOf(userId)).toEqual({ rpId: RP_ID, userHandle: options.user.id, credentialIds: device.ids });
    await passkeys.remove(userId, passkey.id);
    expect(await passkeys.signalsOf(userId)).toMatchObject({ credentialIds: [] });
    expect(await passkeys.signalsOf(randomUUID())).toBeNull();
  });

  it('counts for figures', async () => {
    const before = await passkeys.countUsers();
    const [{ userId: ada }, { userId: eve }] = [await library.anOwner(), await library.anOwner()];
    await library.register(ada, library.device());

    expect(await passkeys.countAmong([ada, eve, randomUUID()])).toEqual(new Map([[ada, 2], [eve, 1]])); // prettier-ignore
    expect(await passkeys.countUsers()).toBe(before + 2);
  });

  it('exports what is stored of a user, and no key', async () => {
    const { userId, device } = await library.anOwner();
    const signals = await passkeys.signalsOf(userId);

    const { passkeys: exported, passkey_users: users } = await passkeys.exportOf(userId);

    expect(users).toEqual([{ handle: signals?.userHandle, created_at: library.clock.now() }]);
    expect(exported).toEqual([
      {
        name: 'Passkey',
        credential_id: device.ids[0],
        aaguid: '00000000-0000-0000-0000-000000000000',
        transports: ['internal', 'hybrid'],
        is_synced: false,
        created_at: library.clock.now(),
        last_used_at: null,
      },
    ]);
  });

  it('answers from the origins of the purpose, where it has its own', async () => {
    const panel = await PasskeysLibrary.open({ originsOf: { panel: ['https://panel.example.org'] } });
    const { userId, device } = await panel.anOwner();
    const ceremony = { purpose: 'panel', userId, boundTo: 'a sign-in there' };
    const from = async (origin: string) => {
      const { options } = await panel.passkeys.requestOptions(ceremony);
      return panel.passkeys.verify(ceremony, device.get(options, { origin }));
    };

    await expect(from(ORIGIN)).rejects.toThrow(InvalidPasskey);
    expect((await from('https://panel.example.org')).userId).toBe(userId);
    await panel.close();
  });

  it('keeps nothing of a change that is rolled back', async () => {
    const { userId } = await library.anOwner();
    const [ceremony, device] = [registrationOf(userId), library.device()];
    const { options } = await passkeys.registrationOptions(ceremony, ADA);
    const made = await passkeys.verifyRegistration(ceremony, device.create(options));

    const undone = library.transaction(async () => {
      await passkeys.add(userId, made, null);
      throw new Error('undo');
    });

    await expect(undone).rejects.toThrow('undo');
    expect(await passkeys.count(userId)).toBe(1);
  });
});

const bytesIn = (text: string): number => Buffer.from(text, 'base64url').length;
