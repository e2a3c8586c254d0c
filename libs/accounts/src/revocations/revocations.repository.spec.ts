import type { Transaction } from '@castellan/data';
import { RevocationsRepository } from './revocations.repository.js';

/** A server that answers, or fails, by what it is asked. */
const serverThat = (answer: (sql: string) => string) =>
  ({
    query: (sql: string) => Promise.resolve().then(() => [{ database: answer(sql), snapshot: '1:2:', id: null }]),
  }) as unknown as Transaction; // what of it is called

const failing = (code: string): never => {
  throw Object.assign(new Error('refused'), { code });
};
const isOfFile = (sql: string): boolean => sql.includes('pg_walfile_name');
const read = (transaction: Transaction) => new RevocationsRepository(transaction).read({ place: { since: new Date(0) }, limit: 1 });

describe(RevocationsRepository.name, () => {
  it('knows the life of a database by what is written, which a failover changes at once', async () => {
    const seen = await read(serverThat((sql) => (isOfFile(sql) ? 'by file' : 'by checkpoint')));
    expect(seen.database).toBe('by file');
  });

  it.each(['0A000', '42501', '42883', '55000'])('asks for the last checkpoint where a server does not tell (%s)', async (code) => {
    const seen = await read(serverThat((sql) => (isOfFile(sql) ? failing(code) : 'by checkpoint')));
    expect(seen.database).toBe('by checkpoint');
  });

  it('asks once while the database is away', async () => {
    const asked: string[] = [];
    const away = serverThat((sql) => (asked.push(sql), failing('ECONNREFUSED')));
    await expect(read(away)).rejects.toThrow('refused');
    expect(asked).toHaveLength(1);
  });
});
