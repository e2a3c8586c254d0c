import { AlreadyEnabled } from '@castellan/twofactor';
import type { TwoFactor } from '@castellan/twofactor';
import { eventually } from '../../support/app/eventually.js';
import { STEP, TwoFactorLibrary } from '../../support/twofactor/library.js';

const twenty = <T>(work: (index: number) => Promise<T>): Promise<T>[] => Array.from({ length: 20 }, (_, index) => work(index));

/** The embedded database has one connection: nobody waits for a row there. */
const onPostgres = process.env['DATABASE_URL'] ? it : it.skip;

describe('a code of a second factor, once only', () => {
  let library: TwoFactorLibrary;
  let twoFactor: TwoFactor;
  let nodes: readonly [TwoFactor, TwoFactor];
  beforeAll(async () => {
    library = await TwoFactorLibrary.open();
    twoFactor = library.twoFactor;
    nodes = [twoFactor, await library.anotherNode()];
  });
  afterAll(() => library.close());
  beforeEach(() => library.clock.advance(10 * STEP));

  /** Half of the requests go to each node. */
  const node = (index: number): TwoFactor => nodes[index % 2 === 0 ? 0 : 1];

  const waiting = () => library.sql(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);

  describe('replay', () => {
    it('does not work with the code that enabled it', async () => {
      const user = await library.aUser();
      const secret = await twoFactor.generateSecretKey(user);
      const code = library.phone(secret);
      await twoFactor.enable(user, code);

      expect(await twoFactor.verify(user, code)).toBeNull();
      expect(await twoFactor.verifyToken(user, code)).toBe(false);
      expect(await twoFactor.verify(user, library.phone(secret, 1))).toEqual({ method: 'totp' });
    });

    it('does not work within the minute and a half in which the code is right', async () => {
      const { id, secret } = await library.anEnabledUser();
      const code = library.phone(secret, 1);
      expect(await twoFactor.verify(id, code)).toEqual({ method: 'totp' });

      for (let step = 0; step < 3; step += 1) {
        expect(await twoFactor.verify(id, code)).toBeNull();
        library.clock.advance(STEP);
      }
    });

    it('does not work through the other door: verifyToken uses a code up like verify', async () => {
      const { id, secret } = await library.anEnabledUser();
      const code = library.phone(secret);

      expect(await twoFactor.verifyToken(id, code)).toBe(true);
      expect(await twoFactor.verify(id, code)).toBeNull();
    });

    it('does not work with an older code than the last one, used or not', async () => {
      const { id, secret } = await library.anEnabledUser();
      library.clock.advance(STEP);
      const [unused, current] = [library.phone(secret, -1), library.phone(secret)];

      expect(await twoFactor.verify(id, current)).toEqual({ method: 'totp' });
      expect(await twoFactor.verify(id, unused)).toBeNull();
    });

    it('does not work with a backup code', async () => {
      const { id, codes } = await library.anEnabledUser();

      expect(await twoFactor.verify(id, codes[0]!)).toEqual({ method: 'backup_code', remaining: 2 });
      expect(await twoFactor.verify(id, codes[0]!)).toBeNull();
    });

    it('is not opened by a change of clock: a server that goes back refuses what was used', async () => {
      const { id, secret } = await library.anEnabledUser();
      await twoFactor.verify(id, library.phone(secret));
      library.clock.advance(-STEP);

      for (const steps of [-1, 0, 1]) expect(await twoFactor.verify(id, library.phone(secret, steps))).toBeNull();
    });
  });

  describe('code race', () => {
    it('lets one of twenty parallel requests use a code', async () => {
      const { id, secret } = await library.anEnabledUser();

      const proofs = await Promise.all(twenty((index) => node(index).verify(id, library.phone(secret))));

      expect(proofs.filter(Boolean)).toEqual([{ method: 'totp' }]);
    });

    it('lets one of twenty parallel requests spend a backup code', async () => {
      const { id, codes } = await library.anEnabledUser();

      const proofs = await Promise.all(twenty((index) => node(index).verify(id, codes[0]!)));

      expect(proofs.filter(Boolean)).toEqual([{ method: 'backup_code', remaining: 2 }]);
    });

    it('counts what is left exactly when all codes are spent at once', async () => {
      const { id, codes } = await library.anEnabledUser();

      const proofs = await Promise.all(codes.map((code, index) => node(index).verify(id, code)));

      const remaining = proofs.map((proof) => proof?.method === 'backup_code' && proof.remaining);
      expect(remaining.sort()).toEqual([0, 1, 2]);
    });

    onPostgres('waits for a code that is just being spent, and counts it', async () => {
      const { id, codes } = await library.anEnabledUser();
      const [spent, commit] = [new Gate(), new Gate()];
      const first = library.transaction(async () => {
        const proof = await node(0).verify(id, codes[0]!);
        spent.open();
        await commit.opened;
        return proof;
      });
      await spent.opened;

      const second = node(1).verify(id, codes[1]!);
      await Promise.race([second, eventually(waiting, ({ length }) => length > 0)]);
      commit.open();

      expect([await first, await second]).toEqual([2, 1].map((remaining) => ({ method: 'backup_code', remaining })));
    });

    it('lets one of twenty parallel requests enable, and its backup codes are the ones that work', async () => {
      const user = await library.aUser();
      const secret = await twoFactor.generateSecretKey(user);

      const results = await Promise.allSettled(twenty((index) => node(index).enable(user, library.phone(secret))));

      const won = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect([won.length, lost.length]).toEqual([1, 19]);
      expect(lost.every((reason) => reason instanceof AlreadyEnabled)).toBe(true);
      expect(await twoFactor.verify(user, won[0]![2]!)).toEqual({ method: 'backup_code', remaining: 2 });
    });

    it('leaves one set of backup codes when they are made anew in parallel', async () => {
      const { id } = await library.anEnabledUser();

      const sets = await Promise.all([0, 1, 2, 3].map((index) => node(index).regenerateBackupCodes(id)));

      expect(await twoFactor.stateOf(id)).toMatchObject({ backupCodesRemaining: 3, backupCodesTotal: 3 });
      const proofs = await Promise.all(sets.map(([code]) => twoFactor.verify(id, code!)));
      expect(proofs.filter(Boolean)).toHaveLength(1);
    });

    it('leaves nothing that works when it is disabled while codes are tried', async () => {
      const { id, secret, codes } = await library.anEnabledUser();

      await Promise.all([node(0).verify(id, codes[0]!), node(1).disable(id), node(0).verify(id, library.phone(secret))]);

      for (const code of [...codes, library.phone(secret, 1)]) expect(await twoFactor.verify(id, code)).toBeNull();
      expect(await library.sql('SELECT 1 FROM backup_codes WHERE user_id = $1', [id])).toEqual([]);
    });
  });
});

class Gate {
  open: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
