import { Pool } from 'pg';
import { bossConnection } from './boss-connection.js';

/** Port 9 of this machine: nobody listens there. */
const away = new Pool({ host: '127.0.0.1', port: 9 });
const NOTE = 'UPDATE … SELECT COUNT(*) FROM results';

describe(bossConnection.name, () => {
  const db = bossConnection(away);

  it('tells when the outcome of a job cannot be noted, so that it is noted again once the database is back', async () => {
    await expect(db.executeSql(NOTE, ['mail', ['1'], null])).rejects.toThrow('ECONNREFUSED');
  });

  it("forgives it for pg-boss's own jobs, whose notes nobody awaits", async () => {
    await expect(db.executeSql(NOTE, ['__pgboss__send-it', ['1'], null])).resolves.toEqual({ rows: [{ count: 0 }] });
  });

  it('tells of every other failure', async () => {
    await expect(db.executeSql('SELECT 1', [])).rejects.toThrow('ECONNREFUSED');
  });
});
