import { crc32 } from 'node:zlib';
import { asBearer, OPENED } from '../../support/api-keys/keys.js';
import { castellan } from '../../support/service/installation.js';
import { ServiceHome } from '../../support/service/home.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

describe('the text of an API key', () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;
  beforeAll(async () => {
    database = await throwawayDatabase('tables');
    home = await ServiceHome.create(database ? { DATABASE_URL: database.url } : {});
  });
  afterAll(async () => {
    await home.remove();
    await database?.drop();
  });

  const inUrl = async (url: string): Promise<number> => (await fetch(home.base + url)).status;

  it('stands in no line that the service prints, however it came; its id does (secrets in logs)', async () => {
    const place = { DATA_DIR: home.directory, REDIS_URL: '', ...(database && { DATABASE_URL: database.url }) };
    const made = await castellan(
      ['keys', 'api', 'create', '--name', 'job', '--permissions', 'sources.view', '--cidr', '127.0.0.1', '--cidr', '::1'],
      place,
    );
    const secret = made.stdout.trim();
    const [, id = ''] = /Its id is (\S+)\./.exec(made.stderr) ?? [];
    const service = await home.start({ LOG_LEVEL: 'debug', LOG_FORMAT: 'json' });

    expect((await fetch(home.base + OPENED, { headers: asBearer(secret) })).status).toBe(200);
    expect((await home.client('203.0.113.7').get(OPENED, asBearer(secret))).status).toBe(403);
    expect((await home.client().get(OPENED, asBearer(`${secret.slice(0, -1)}!`))).status).toBe(401);
    expect([await inUrl(`/x/${secret}`), await inUrl(`${OPENED}?key=${encodeURIComponent(secret).replace('ck_', '%63k_')}`)]).toEqual([
      400, 400,
    ]);
    expect(await inUrl(`${OPENED}?key=${madeUp()}`)).toBe(400);
    await service.end('SIGTERM');

    expect(service.output).toContain(`"api_key_id":"${id}"`);
    expect(service.output.match(/came in a URL/g)).toHaveLength(1); // of the one that there is
    for (const part of [secret.slice(36, 90), secret.slice(36, 56), secret.slice(70, 90)]) expect(service.output).not.toContain(part);
  }, 120_000);
});

/** A key that nobody has, with the sum that belongs to it. */
function madeUp(): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const text = `ck_${'0'.repeat(32)}_${'1'.repeat(54)}`;
  const sum = Array.from({ length: 6 }, (_, at) => digits[Math.floor(crc32(text) / 62 ** (5 - at)) % 62]);
  return `${text}_${sum.join('')}`;
}
