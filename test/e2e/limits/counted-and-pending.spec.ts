import { randomUUID } from 'node:crypto';
import { EphemeralStore } from '@castellan/data';
import { Allowances, Budgets, Pending } from '@castellan/limits';
import { withApp } from '../../support/app/with-app.js';

const MINUTE_MS = 60_000;
const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

describe('what is counted and what waits', () => {
  const app = withApp();

  describe(Pending.name, () => {
    let pending: Pending<{ readonly of: string }>;
    let name: string;

    beforeEach(() => {
      pending = new Pending(app.app.get<EphemeralStore>(EphemeralStore, { strict: false }), { ttlMs: MINUTE_MS, tries: 3 });
      name = `app:${randomUUID()}`;
    });

    it('is given to one of twenty who take it', async () => {
      await pending.put(name, { of: 'ada' });

      expect((await times(20, () => pending.take(name))).filter((taken) => taken !== null)).toEqual([{ of: 'ada' }]);
    });

    it('ends with the last wrong attempt, over all that come at once', async () => {
      await pending.put(name, { of: 'ada' });

      const turns = await times(10, () => pending.inTurn(name, () => Promise.resolve(null)));

      const wrong = turns.filter((turn) => turn.kind === 'wrong');
      expect([wrong.length, wrong.filter(({ isLast }) => isLast).length]).toEqual([3, 1]);
      expect([turns.length - wrong.length, await pending.find(name)]).toEqual([7, null]);
    });

    it('makes one attempt at a time, so that a right one ends it for those who wait', async () => {
      await pending.put(name, { of: 'ada' });
      let underWay = 0;

      const turns = await times(5, () =>
        pending.inTurn(name, async () => {
          expect(++underWay).toBe(1);
          await pending.take(name);
          underWay -= 1;
          return 'proven';
        }),
      );

      expect(turns.filter(({ kind }) => kind === 'done')).toEqual([{ kind: 'done', value: 'proven' }]);
      expect(turns.filter(({ kind }) => kind === 'over')).toHaveLength(4);
    });

    it('costs no try when nobody could look', async () => {
      await pending.put(name, { of: 'ada' });
      const fail = () => pending.inTurn(name, () => Promise.reject(new Error('no answer')));

      for (let i = 0; i < 5; i++) await expect(fail()).rejects.toThrow('no answer');

      expect(await pending.inTurn(name, () => Promise.resolve(1))).toEqual({ kind: 'done', value: 1 });
    });

    it('keeps what was put meanwhile, when what was found is discarded', async () => {
      await pending.put(name, { of: 'ada' });
      const found = await pending.find(name);
      await pending.put(name, { of: 'bob' });

      await pending.discardFound(name, found!);
      expect(await pending.find(name)).toEqual({ of: 'bob' });
      await pending.discardFound(name, { of: 'bob' });
      expect(await pending.find(name)).toBeNull();
    });
  });

  describe(Allowances.name, () => {
    it('lets so many of twenty through, and names the time to wait in whole seconds', async () => {
      const allowance = { name: `app-count:${randomUUID()}`, uses: 3, windowMs: MINUTE_MS - 500 };

      const uses = await times(20, () => app.get(Allowances).take(allowance));

      expect(uses.filter(({ isOver }) => !isOver)).toHaveLength(3);
      await expect(app.get(Allowances).demand(allowance)).rejects.toMatchObject({ code: 'throttled', extras: { retryAfter: 60 } });
    });

    it('counts again what was given back', async () => {
      const allowance = { name: `app-count:${randomUUID()}`, uses: 1, windowMs: MINUTE_MS };
      await app.get(Allowances).take(allowance);
      await app.get(Allowances).giveBack(allowance);

      expect(await app.get(Allowances).take(allowance)).toMatchObject({ isOver: false, left: 0 });
    });
  });

  describe(Budgets.name, () => {
    it('tells the last wrong attempt apart, and then looks at none', async () => {
      const budget = { name: randomUUID(), maxFailures: 2 };
      const attempt = (value: string | null) => app.get(Budgets).attempt(budget, () => Promise.resolve(value));

      expect([await attempt(null), await attempt('right'), await attempt(null), await attempt('right')]).toEqual([
        { kind: 'wrong', isLast: false },
        { kind: 'right', value: 'right' },
        { kind: 'wrong', isLast: true },
        { kind: 'spent' },
      ]);
    });
  });
});
