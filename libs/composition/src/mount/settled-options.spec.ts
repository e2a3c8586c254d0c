import { ConfigurationError } from '@castellan/config';
import type { CastellanAsyncOptions, CastellanOptions } from './castellan-options.js';
import { CastellanModule } from './castellan.module.js';
import { settle } from './settled-options.js';

const GIVEN = {
  environment: 'development',
  publicUrl: 'http://localhost:3000/auth',
  secretKeys: ['a secret key for tests, of 32 bytes and more'],
  database: { embedded: null },
} as const satisfies CastellanOptions;
const URL_OF_SHOP = 'postgres://shop:hunter2@db.example/shop';
const PRODUCTION = {
  environment: undefined,
  publicUrl: 'https://shop.example/auth',
  smtpUrl: 'smtp://localhost',
  mailFrom: 'a@shop.example',
};
const postgres = { options: { type: 'postgres' } };

function refusalOf(options: unknown): string {
  try {
    settle(options as CastellanOptions);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

describe(settle.name, () => {
  it.each([
    ['is a text', URL_OF_SHOP, 'database must be { url }, { dataSource } or { embedded }'],
    ['is a URL', new URL(URL_OF_SHOP), 'database must be { url }, { dataSource } or { embedded }'],
    ['is null', null, 'database is required'],
    ['says nothing', {}, 'database is required'],
    ['has an address that is not set', { url: undefined }, 'database.url is required'],
    ['has an empty address', { url: '' }, 'database.url is required'],
    ['has a number for an address', { url: 5 }, 'database.url must be a text'],
    ['has an object for an address', { url: new URL(URL_OF_SHOP) }, 'database.url must be a text'],
    ['has no such direct address', { url: URL_OF_SHOP, directUrl: 5 }, 'database.directUrl must be a text'],
    ['is two', { url: URL_OF_SHOP, embedded: null }, 'database must be one: url and embedded are given'],
    ['has what is no option', { url: URL_OF_SHOP, poolsize: 3 }, 'database.poolsize is no option'],
    ['has what belongs to another', { embedded: null, directUrl: URL_OF_SHOP }, 'database.directUrl is no option beside embedded'],
    ['has a DataSource that is not set', { dataSource: undefined }, 'database.dataSource must be a DataSource of TypeORM'],
    ['has a DataSource that is none', { dataSource: {} }, 'database.dataSource must be a DataSource of TypeORM'],
    ['has a wrong address beside the DataSource', { dataSource: postgres, directUrl: 'hunter2' }, 'database.directUrl is not a URL'],
    ['is in a folder that is not set', { embedded: undefined }, 'database.embedded must be a folder, or null'],
    ['is in a folder without a name', { embedded: '' }, 'database.embedded must be a folder, or null'],
    ['is in no folder', { embedded: 5 }, 'database.embedded must be a folder, or null'],
  ])('refuses a database that %s, by name, and tells nothing of its address', (_, database, told) => {
    expect(refusalOf({ ...GIVEN, database })).toContain(told);
    expect(refusalOf({ ...GIVEN, database })).not.toContain('hunter2');
  });

  it.each([null, 'var/db'])('refuses an embedded database (%j) in production', (embedded) => {
    expect(refusalOf({ ...GIVEN, ...PRODUCTION, database: { embedded } })).toContain(
      'database.url is required in production: the embedded',
    );
    expect(settle({ ...GIVEN, database: { embedded } }).database).toEqual({ kind: 'embedded', directory: embedded });
  });

  it('takes the DataSource of a host in production', () => {
    expect(settle({ ...GIVEN, ...PRODUCTION, database: { dataSource: postgres } }).database).toEqual({
      kind: 'host',
      dataSource: postgres,
    });
  });

  it.each([
    ['ports', 5, 'ports must be an object'],
    ['mount', 'false', 'mount must be true or false'],
    ['acceptsCookie', 'false', 'acceptsCookie must be true or false'],
    ['path', 5, 'path is not a path such as /auth'],
  ])('refuses %s: %j', (option, value, told) => {
    expect(refusalOf({ ...GIVEN, [option]: value, maxSessions: 0 })).toContain(told);
    expect(refusalOf({ ...GIVEN, [option]: value, maxSessions: 0 })).toContain('maxSessions must be');
  });

  it.each([undefined, null, 5, [GIVEN]])('refuses %j in the place of options', (options) => {
    expect(refusalOf(options)).toContain('options are missing');
  });

  it('takes an empty path for not told, as any other text', () => {
    expect(settle({ ...GIVEN, path: '' }).path).toBe('/auth');
  });

  it('takes null for not told', () => {
    const nothing = { ports: null, mount: null, acceptsCookie: null, path: null } as unknown as CastellanOptions;

    expect(settle({ ...GIVEN, ...nothing, database: GIVEN.database })).toMatchObject({ ports: {}, path: '/auth', acceptsCookie: false });
  });
});

describe(CastellanModule.name, () => {
  it.each([undefined, null, 5])('refuses %j in the place of options, by name', (nothing) => {
    expect(() => CastellanModule.forRoot(nothing as unknown as CastellanOptions)).toThrow('options are missing');
    expect(() => CastellanModule.forRootAsync(nothing as unknown as CastellanAsyncOptions)).toThrow('options are missing');
  });

  it('refuses a factory that is none, and a word for isGlobal', () => {
    expect(() => CastellanModule.forRootAsync({} as CastellanAsyncOptions)).toThrow('useFactory must be a function');
    expect(() => CastellanModule.forRoot({ ...GIVEN, isGlobal: 'false' as unknown as boolean })).toThrow('isGlobal must be true or false');
  });
});
