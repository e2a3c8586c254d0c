import { Redis } from 'ioredis';
import { OwnPostgres } from '../../support/stores/own-postgres.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

onServers('an address of a store', () => {
  const redisUrl = (change: (url: URL) => void): string => {
    const url = new URL(process.env['REDIS_URL']!);
    change(url);
    return url.href;
  };

  it('of a database that the Redis does not have stops the start, and names the line: number 0 is never taken instead', async () => {
    const url = redisUrl((address) => (address.pathname = '/9999'));

    await expect(TestApp.start({ REDIS_URL: url })).rejects.toThrow(/^REDIS_URL names a database .*\n +set: REDIS_URL=redis:.*\/0$/);
  });

  it('with a wrong password stops the start, and repeats none of it', async () => {
    const redis = new Redis(process.env['REDIS_URL']!);
    await redis.acl('SETUSER', 'castellan-test', 'on', '>right', '+@all', '~*');
    const url = redisUrl((address) => ([address.username, address.password] = ['castellan-test', 'hunter7']));
    const start = TestApp.start({ REDIS_URL: url });

    await expect(start).rejects.toThrow(/^REDIS_URL has not the user and password/);
    await expect(start).rejects.not.toThrow('hunter7');
    await redis.acl('DELUSER', 'castellan-test');
    await redis.quit();
  });

  it('that asks a server for TLS which has none stops the start, and names the line', async () => {
    const url = `${process.env['DATABASE_URL']!}?sslmode=require`;

    await expect(TestApp.start({ DATABASE_URL: url })).rejects.toThrow(
      /^DATABASE_URL cannot be used: .*SSL.*\n +set: DATABASE_URL=.*sslmode=disable/,
    );
  });

  it('may be a socket', async () => {
    const server = await OwnPostgres.start();
    const app = await TestApp.start({ DATABASE_URL: server.socketUrl });
    try {
      await expect(signInBearer(app, await aUser(app))).resolves.toBeDefined();
    } finally {
      await app.close();
      await server.remove();
    }
  });
});
