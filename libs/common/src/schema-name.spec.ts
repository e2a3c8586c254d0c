import { schemaNameFault } from './schema-name.js';

describe(schemaNameFault.name, () => {
  it.each(['public', 'castellan', '_auth', 'auth_2', 'a'.repeat(40), 'user', 'select'])('lets %s be', (name) => {
    expect(schemaNameFault(name)).toBeNull();
  });

  it.each([
    ['', 'lower case'],
    ['Auth', 'lower case'],
    ['2nd', 'lower case'],
    ['a b', 'lower case'],
    ['a"; DROP SCHEMA public CASCADE; --', 'lower case'],
    ["a', public", 'lower case'],
    ['$user', 'lower case'],
    ['castellan,public', 'lower case'],
    ['schéma', 'lower case'],
    ['a\n', 'lower case'],
    ['a'.repeat(41), '40 letters'],
    ['pg_catalog', 'pg_'],
    ['pg_auth', 'pg_'],
    ['castellan_queue', '_queue'],
    ['pgboss', 'taken'],
    ['information_schema', 'taken'],
  ])('refuses %j', (name, why) => {
    expect(schemaNameFault(name)).toContain(why);
  });
});
