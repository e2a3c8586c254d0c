import { randomUUID } from 'node:crypto';
import { CounterWentBack, InvalidPasskey, Passkeys, TooManyPasskeys } from '@castellan/passkeys';
import { ADA, PasskeysLibrary, registrationOf } from '../../support/passkeys/library.js';

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

/** On PostgreSQL and Redis the calls go to two nodes in turn. */
describe(`${Passkeys.name} (races)`, () => {
  let library: PasskeysLibrary;
  let nodes: readonly Passkeys[];
  beforeAll(async () => {
    library = await PasskeysLibrary.open();
    nodes = [library.passkeys, await library.anotherNode()];
  });
  afterAll(() => library.close());

  const node = (index: number): Passkeys => nodes[index % nodes.length]!;

  it('lets one of 20 parallel uses of one assertion in', async () => {
    const { device } = await library.anOwner({ isCounting: false });
    const { options, state } = await node(0).signInOptions();
    const answer = device.get(options);

    const uses = await Promise.allSettled(TWENTY.map((index) => node(index).verifySignIn(state, answer)));

    expect(tally(uses)).toEqual({ in: 1, InvalidPasskey: 19 });
  });

  it('lets one of 20 parallel clones in that say the same number', async () => {
    const { device } = await library.anOwner();
    const asked = await Promise.all(TWENTY.map((index) => node(index).signInOptions()));
    const answers = asked.map(({ options, state }) => ({ state, answer: device.clone().get(options) }));

    const uses = await Promise.allSettled(answers.map(({ state, answer }, index) => node(index).verifySignIn(state, answer)));

    expect(tally(uses)).toEqual({ in: 1, CounterWentBack: 19 });
  });

  it('registers one of 20 parallel uses of one new passkey', async () => {
    const { userId } = await library.anOwner();
    const ceremony = registrationOf(userId);
    const { options } = await node(0).registrationOptions(ceremony, ADA);
    const credential = library.device().create(options);
    const register = async (passkeys: Passkeys) => passkeys.add(userId, await passkeys.verifyRegistration(ceremony, credential), null);

    const uses = await Promise.allSettled(TWENTY.map((index) => register(node(index))));

    expect(tally(uses)).toEqual({ in: 1, InvalidPasskey: 19 });
  });

  it('keeps one of 20 that was looked at already', async () => {
    const { userId } = await library.anOwner();
    const ceremony = registrationOf(userId);
    const { options } = await node(0).registrationOptions(ceremony, ADA);
    const made = await node(0).verifyRegistration(ceremony, library.device().create(options));

    const uses = await Promise.allSettled(TWENTY.map((index) => node(index).add(userId, made, null)));

    expect(tally(uses)).toEqual({ in: 1, InvalidPasskey: 19 });
  });

  it('lets a user have no more than they may, and one first, of 25 that are added at once', async () => {
    const [userId, wanted] = [randomUUID(), Array.from({ length: 25 }, (_, index) => index)];
    const ceremony = registrationOf(userId);
    const made = await Promise.all(
      wanted.map(async (index) => {
        const { options } = await node(index).registrationOptions(ceremony, ADA);
        return node(index).verifyRegistration(ceremony, library.device().create(options));
      }),
    );

    const uses = await Promise.allSettled(made.map((one, index) => node(index).add(userId, one, `Key ${String(index)}`)));

    expect(tally(uses)).toEqual({ in: 20, TooManyPasskeys: 5 });
    expect(uses.filter((use) => use.status === 'fulfilled' && use.value.isFirst)).toHaveLength(1);
    expect(await node(0).count(userId)).toBe(20);
  });

  it('gives a user one handle, of 20 who ask at once', async () => {
    const ceremony = registrationOf(randomUUID());

    const asked = await Promise.all(TWENTY.map((index) => node(index).registrationOptions(ceremony, ADA)));

    expect(new Set(asked.map(({ options }) => options.user.id)).size).toBe(1);
  });
});

const KINDS = [CounterWentBack, InvalidPasskey, TooManyPasskeys];

function tally(uses: readonly PromiseSettledResult<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const use of uses) {
    const name = use.status === 'fulfilled' ? 'in' : (KINDS.find((kind) => use.reason instanceof kind)?.name ?? String(use.reason));
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
