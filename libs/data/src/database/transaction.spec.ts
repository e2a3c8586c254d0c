import { Unavailable } from '@castellan/common';
import { SystemClock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { Stores } from '../stores.js';
import { Transaction } from './transaction.js';

describe(Transaction.name, () => {
  let stores: Stores;
  let transaction: Transaction;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const database = { kind: 'embedded', directory: null } as const;
    stores = await Stores.open({ database, redisUrl: null, tables: [] }, new SystemClock());
    transaction = stores.transaction;
    await transaction.query('CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)');
    await transaction.query('CREATE TABLE entry (id serial PRIMARY KEY, note text NOT NULL)');
  });

  afterAll(() => stores.close());

  beforeEach(async () => {
    await transaction.query('DELETE FROM entry');
    await transaction.query('DELETE FROM account');
    await transaction.query('INSERT INTO account VALUES (1, 0)');
  });

  const balance = async (): Promise<number | undefined> => {
    const [row] = await transaction.query<{ balance: number }>('SELECT balance FROM account WHERE id = 1');
    return row?.balance;
  };
  const notes = async (): Promise<string[]> => {
    const rows = await transaction.query<{ note: string }>('SELECT note FROM entry ORDER BY id');
    return rows.map(({ note }) => note);
  };
  const write = (note: string): Promise<unknown> => transaction.query('INSERT INTO entry (note) VALUES ($1)', [note]);

  it('keeps an exact total over 50 parallel read-modify-writes of which 5 fail', async () => {
    const deposit = (i: number): Promise<void> =>
      transaction.run(async () => {
        const [row] = await transaction.query<{ balance: number }>('SELECT balance FROM account WHERE id = 1 FOR UPDATE');
        await new Promise((resolve) => setTimeout(resolve, 1));
        await transaction.query('UPDATE account SET balance = $1 WHERE id = 1', [(row?.balance ?? NaN) + 1]);
        await write(`deposit ${i}`);
        if (i % 10 === 0) throw new Error('refused');
      });

    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => deposit(i)));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(45);
    expect(await balance()).toBe(45);
    expect(await notes()).toHaveLength(45);
  });

  it('joins the transaction that is open', async () => {
    const failing = transaction.run(async () => {
      await transaction.run(() => write('inner'));
      throw new Error('outer');
    });

    await expect(failing).rejects.toThrow('outer');
    expect(await notes()).toEqual([]);
  });

  it('commits nothing when a joined run failed, even if its failure was caught', async () => {
    const inner = async (): Promise<void> => {
      await write('inner');
      throw new Error('inner failed');
    };

    const run = transaction.run(async () => {
      await write('outer');
      await transaction.run(inner).catch(() => {});
    });

    await expect(run).rejects.toThrow('inner failed');
    expect(await notes()).toEqual([]);
  });

  it('does not take the silent rollback of a failed statement for a commit', async () => {
    const callback = jest.fn();

    const run = transaction.run(async () => {
      transaction.afterCommit(callback);
      await write('lost');
      await transaction.query('SELECT 1 / 0').catch(() => {});
    });

    await expect(run).rejects.toThrow('nothing of it can be committed');
    expect(callback).not.toHaveBeenCalled();
  });

  describe('that the server ends for a deadlock', () => {
    const deadlock = (): Error => Object.assign(new Error('deadlock detected'), { code: '40P01' });

    it('runs again from its beginning, keeps what the last run did, and tells of no rollback', async () => {
      const told: string[] = [];
      let runs = 0;
      const result = await transaction.run(async () => {
        runs += 1;
        transaction.afterCommit(() => void told.push(`commit ${runs}`));
        transaction.afterRollback(() => void told.push(`rollback ${runs}`));
        await write(`run ${runs}`);
        if (runs < 3) throw deadlock();
        return runs;
      });

      expect(result).toBe(3);
      expect(await notes()).toEqual(['run 3']);
      expect(told).toEqual(['commit 3']);
    });

    it('does not run again when it asked the store, which gives nothing twice, and is unavailable', async () => {
      const told = jest.fn();
      let runs = 0;
      const run = transaction.run(async () => {
        runs += 1;
        transaction.afterRollback(told);
        await stores.ephemeral.increment('app-count:asked', 1_000);
        throw deadlock();
      });

      await expect(run).rejects.toBeInstanceOf(Unavailable);
      expect([runs, told.mock.calls.length]).toEqual([1, 1]);
    });

    it('is unavailable, once it has run in vain some times', async () => {
      let runs = 0;
      const run = transaction.run(async () => {
        runs += 1;
        throw deadlock();
      });

      await expect(run).rejects.toBeInstanceOf(Unavailable);
      expect(runs).toBe(5);
    });
  });

  it('calls back after the commit, outside of the transaction, and never after a rollback', async () => {
    const seen: unknown[] = [];
    await transaction.run(async () => {
      transaction.afterCommit(async () => void seen.push(transaction.isOpen, await notes()));
      await write('kept');
      seen.push('working');
    });
    await transaction
      .run(async () => {
        transaction.afterCommit(() => void seen.push('never'));
        throw new Error('rolled back');
      })
      .catch(() => {});

    expect(seen).toEqual(['working', false, ['kept']]);
  });

  it('calls back after a rollback, outside of the transaction, and never after a commit', async () => {
    const seen: unknown[] = [];
    const failing = transaction.run(async () => {
      transaction.afterRollback(async () => void seen.push(transaction.isOpen, await notes()));
      await write('lost');
      throw new Error('rolled back');
    });
    await failing.catch(() => {});
    await transaction.run(async () => transaction.afterRollback(() => void seen.push('never')));
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(seen).toEqual([false, []]);
  });

  it('does what is left before the commit, inside and last, and nothing of it for a transaction that fails', async () => {
    const seen: unknown[] = [];
    await transaction.run(async () => {
      await transaction.run(async () => transaction.beforeCommit(async () => void seen.push(transaction.isOpen, await write('last'))));
      seen.push('working');
    });
    const failing = transaction.run(async () => {
      transaction.beforeCommit(async () => void seen.push('never'));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    const refused = transaction.run(async () => {
      await write('lost');
      transaction.beforeCommit(() => Promise.reject(new Error('refused')));
    });
    await expect(refused).rejects.toThrow('refused');

    expect(seen).toEqual(['working', true, []]);
    expect(await notes()).toEqual(['last']);
    expect(() => transaction.beforeCommit(async () => {})).toThrow('no open transaction');
  });

  it('calls back at once when no transaction is open, and survives callbacks that throw', async () => {
    const callback = jest.fn();
    transaction.afterCommit(callback);
    const after = transaction.run(async () => transaction.afterCommit(() => Promise.reject(new Error('callback'))));

    expect(callback).toHaveBeenCalledTimes(1);
    await expect(after).resolves.toBeUndefined();
  });

  it('gives the rows of UPDATE … RETURNING, inside and outside of a transaction, prepared or not', async () => {
    const sql = 'UPDATE account SET balance = balance + $1 WHERE id = 1 RETURNING balance';
    const add = (name?: string): Promise<readonly unknown[]> => transaction.query(sql, [1], { name });

    const outside = [await add(), await add('add'), await add('add')];
    const inside = await transaction.run(async () => [await add(), await add('add')]);

    expect([...outside, ...inside]).toEqual([1, 2, 3, 4, 5].map((n) => [{ balance: n }]));
  });

  it('does not let code left running slip into the finished transaction', async () => {
    let straggler: Promise<boolean> | undefined;
    await transaction.run(async () => {
      straggler = new Promise((resolve) => setTimeout(() => resolve(transaction.isOpen), 20));
    });

    expect(await straggler).toBe(false);
  });

  it('runs repositories of the manager in the same transaction', async () => {
    await transaction
      .run(async () => {
        await transaction.manager.query('INSERT INTO entry (note) VALUES ($1)', ['by manager']);
        throw new Error('rolled back');
      })
      .catch(() => {});

    expect(await notes()).toEqual([]);
  });
});
