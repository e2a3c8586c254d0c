import { UserDirectory } from '@castellan/accounts';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { CastellanModule } from 'castellan';
import { actingAs, CastellanTesting, kitOf, lastMail, travel } from 'castellan/testing';

class Shop {}
const SHOP = {
  module: Shop,
  imports: [
    CastellanModule.forRoot({
      database: { url: 'postgres://nobody@127.0.0.1:9/none' },
      publicUrl: 'https://shop.example/auth',
      secretKeys: ['x'],
    }),
  ],
};

async function running(...builders: readonly ReturnType<typeof Test.createTestingModule>[]): Promise<TestingModule[]> {
  return Promise.all(builders.map((builder) => builder.compile().then((module) => module.init())));
}

describe(CastellanTesting.name, () => {
  it('stands in for what the host’s own module tells, and is closed with it', async () => {
    const [app] = await running(CastellanTesting.replace(Test.createTestingModule({ imports: [SHOP] })));
    const { user } = await actingAs(app!, { user: { username: 'ada' } });

    expect(await app!.get(UserDirectory, { strict: false }).findByName({ username: 'ada' })).toMatchObject({ id: user.id });
    await app!.close();
    expect(() => travel('1s')).toThrow('No Castellan under test runs');
  });

  it('runs beside another one, and asks which is meant', async () => {
    const [one, another] = await running(...[0, 1].map(() => Test.createTestingModule({ imports: [CastellanTesting.forRoot()] })));
    const { user } = await actingAs(one!);
    const directory = (app: TestingModule) => app.get(UserDirectory, { strict: false });

    expect(await directory(another!).find(user.id)).toBeNull();
    expect(() => lastMail(user.email)).toThrow('kitOf(app)');
    expect(kitOf(one!)).not.toBe(kitOf(another!));
    await Promise.all([one!.close(), another!.close()]);
  });

  it('refuses to run in production', () => {
    jest.replaceProperty(process, 'env', { ...process.env, NODE_ENV: 'production' });
    try {
      expect(() => CastellanTesting.forRoot()).toThrow('NODE_ENV=production');
    } finally {
      jest.restoreAllMocks();
    }
  });
});
