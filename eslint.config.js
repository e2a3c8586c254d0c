import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', 'test/**/*.ts'];
const syntax = {
  exportAll: { selector: 'ExportAllDeclaration', message: 'Export by name: an index says what a lib offers.' },
  enums: { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  forwardRef: { selector: "Identifier[name='forwardRef']", message: 'A cycle of providers: move what both need into a third.' },
};
const http = {
  group: ['@nestjs/common'],
  importNamePattern: '(Exception|^Controller|^(Get|Post|Put|Patch|Delete|All|Head|Options|Body|Res|HttpCode))$',
  message: 'HTTP lives in libs/rest: throw a domainError of your own, which the filter there maps.',
};
const environment = [{ object: 'process', property: 'env', message: 'The environment is read in libs/config; take options by forRoot.' }];

export default defineConfig(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'var/',
      'coverage/',
      'docs/',
      'examples/',
      'libs/rest/src/pages/built/',
      'libs/client/src/schema.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 12],
      'max-params': ['error', 7],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...Object.values(syntax)],
      'no-restricted-properties': ['error', ...environment],
      '@typescript-eslint/consistent-type-imports': 'off', // would turn injected classes into type imports and break injection
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // by code points is what is meant
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // DTOs and Nest's options are classes that describe literals
      '@typescript-eslint/no-non-null-assertion': 'off', // where the line above has just checked, under noUncheckedIndexedAccess
      '@typescript-eslint/no-unsafe-function-type': 'off', // Nest and TypeORM name classes by it
      '@typescript-eslint/require-await': 'off', // an async method of a port may have nothing to wait for
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['libs/rest/**', 'libs/access/**', 'libs/common/src/errors{,.spec}.ts'], // DomainError is what Nest knows failures by
    rules: { 'no-restricted-imports': ['error', { patterns: [http] }] },
  },
  // whether it may run at all is asked of the host's process, which has no configuration of ours
  {
    files: ['apps/castellan/src/testing/production.ts', 'libs/access/src/testing/refuse-production.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // what OTEL_… means is OpenTelemetry's to say
  { files: ['apps/castellan/src/telemetry/start-telemetry.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['libs/config/src/{load-configuration,command-password}.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: SPECS,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // the answers under test are unknown until the test has looked
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['test/bench/**', 'scripts/**', 'apps/cli/**'], rules: { 'no-console': 'off', 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['test/support/examples/mounted-app-story.ts'], // the runner of Node awaits what it is given
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it'] }] },
      ],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' } },
  },
);
