/** @type {import('jest').Config} */
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/runner/environment.cjs',
  runtime: '<rootDir>/test/support/runner/runtime.cjs',
  transform: { '^.+\\.m?[jt]s$': '<rootDir>/jest.transformer.cjs' },
  transformIgnorePatterns: [],
  modulePathIgnorePatterns: ['<rootDir>/dist/'], // what is packed there has the names of what is tested
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    // its CommonJS build imports dynamically, which Jest's CommonJS world has no way to do; the ESM one is turned into requires
    '^@electric-sql/pglite$': '<rootDir>/node_modules/@electric-sql/pglite/dist/index.js',
    '^@electric-sql/pglite/node-postgres$': '<rootDir>/node_modules/@electric-sql/pglite/dist/node-postgres/index.js',
    '^@adminjs/design-system/styled-components$': '<rootDir>/node_modules/@adminjs/design-system/build/utils/styled.js', // exported for imports only
    '^castellan$': '<rootDir>/apps/castellan/src/index.ts',
    '^castellan/testing$': '<rootDir>/apps/castellan/src/testing.ts',
    '^@castellan/access/testing$': '<rootDir>/libs/access/src/testing.ts',
    '^@castellan/([^/]+)/tables$': '<rootDir>/libs/$1/src/tables.ts',
    '^@castellan/(api|admin|cli)$': '<rootDir>/apps/$1/src/index.ts',
    '^@castellan/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/stores/templates.ts',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

export default {
  globalSetup: '<rootDir>/test/support/pages/built.ts',
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/*/src/**/*.spec.ts'] },
    { ...base, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
    { ...base, displayName: 'contract', testMatch: ['<rootDir>/test/contract/**/*.spec.ts'] },
  ],
};
