import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse } from './directory-lock.js';
import { openEmbeddedDriver } from './embedded-driver.js';

describe(openEmbeddedDriver.name, () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-embedded-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('fails a nested checkout by time-out instead of hanging, and goes on after it', async () => {
    const { Pool } = await openEmbeddedDriver(null, { checkoutTimeoutMs: 200 });
    const pool = new Pool();
    const client = await pool.connect();

    await expect(pool.query('SELECT 1')).rejects.toThrow('timeout exceeded when trying to connect');
    client.release();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('passes nothing half done from a discarded client to the next one', async () => {
    const { Pool } = await openEmbeddedDriver(null);
    const pool = new Pool();
    await pool.query('CREATE TABLE kept (id int)');
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO kept VALUES (1)');
    client.release(true);

    expect((await pool.query('SELECT * FROM kept')).rows).toEqual([]);
    await pool.end();
  });

  it('keeps what was committed, closes once however often it is told, and opens again', async () => {
    const path = join(directory, 'db');
    const first = new (await openEmbeddedDriver(path)).Pool();
    await first.query('CREATE TABLE kept AS SELECT 42 AS answer');
    await Promise.all([first.end(), first.end()]);
    const second = new (await openEmbeddedDriver(path)).Pool();

    expect((await second.query('SELECT * FROM kept')).rows).toEqual([{ answer: 42 }]);
    await second.end();
  });

  it('refuses a directory that this process has open', async () => {
    const path = join(directory, 'db');
    const pool = new (await openEmbeddedDriver(path)).Pool();

    await expect(openEmbeddedDriver(path)).rejects.toBeInstanceOf(DirectoryInUse);
    await pool.end();
  });

  it('takes over a lock that a killed process left, with this very process id or half written', async () => {
    const path = join(directory, 'db');
    for (const left of [
      JSON.stringify({ pid: process.pid, host: 'x', startedAt: '1' }).replace('"x"', JSON.stringify((await import('node:os')).hostname())),
      '{"pid',
    ]) {
      writeFileSync(`${path}.lock`, left);
      const pool = new (await openEmbeddedDriver(path)).Pool();
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await pool.end();
    }
  });

  it('deletes no files of somebody else', async () => {
    const path = join(directory, 'home');
    mkdirSync(path);
    writeFileSync(join(path, 'letter.txt'), 'dear');

    await expect(openEmbeddedDriver(path)).rejects.toThrow('no embedded database');
  });
});
