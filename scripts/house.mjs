// Who may import whom. This table is the lint configuration: .dependency-cruiser.mjs is made from it.

const MECHANISMS = [
  'common',
  'tracing',
  'branding',
  'access',
  'data',
  'limits',
  'signals',
  'log',
  'profiles',
  'notifications',
  'otp',
  'twofactor',
  'passkeys',
  'outbound',
  'federation',
];
const DOMAINS = [...MECHANISMS, 'keys', 'permissions', 'sources', 'accounts'];
/** Of machines: they know accounts, and accounts know none of them. */
const ABOVE = ['api-keys', 'webhooks'];
/** Brings all of a user along and hands it on. */
const PORTING = 'porting';

/** Each lib and the libs whose index it may import: a strict order, no cycles. */
export const LIBS = {
  common: [],
  client: [],
  tracing: ['common'],
  branding: ['common'],
  config: ['common', 'branding'],
  access: ['common'],
  data: ['common', 'tracing'],
  limits: ['common', 'data'],
  signals: ['common', 'data'],
  log: ['common', 'data'],
  profiles: ['common', 'data'],
  notifications: ['common', 'tracing', 'branding', 'data', 'limits'],
  otp: ['common', 'data', 'limits'],
  twofactor: ['common', 'data'],
  passkeys: ['common', 'data', 'limits'],
  outbound: ['common'],
  federation: ['common', 'data', 'limits', 'outbound'],
  keys: ['common', 'access', 'data', 'log'],
  permissions: ['common', 'data', 'log'],
  sources: ['common', 'data', 'log'],
  accounts: [...MECHANISMS, 'keys', 'permissions', 'sources'],
  'api-keys': [...DOMAINS],
  webhooks: [...DOMAINS],
  [PORTING]: [...DOMAINS],
  panel: [...DOMAINS, ...ABOVE],
  rest: [...DOMAINS, ...ABOVE, 'panel'],
  composition: ['config', ...DOMAINS, ...ABOVE, PORTING, 'panel', 'rest'],
};

/** Libs that are for our own apps and libs: what they export is no promise to others. */
export const UNPROMISED = ['composition', 'config', 'panel', 'rest', 'tracing'];

/** The floors of a lib with many folders, the lowest first: each folder imports only from floors below its own. */
export const FLOORS = {
  accounts: [
    ['migrations', 'users', 'budgets', 'monitoring', 'source-quality', 'revocations'],
    ['events', 'links', 'pending-registrations', 'factors', 'claims'],
    ['bans', 'devices'],
    ['sessions'],
    ['invalidation', 'otp', 'profile'],
    ['passwords'],
    ['registration', 'two-factor'],
    ['passkeys', 'identities'],
    ['sign-in', 'recovery', 'administration'],
    ['closing', 'email-change', 'panel-sign-in', 'otp-sign-in', 'passkey-sign-in', 'federated-sign-in'],
    ['cleanup', 'phones', 'reauthentication', 'porting'],
  ],
};

/** Each app and the apps it may import; every app but `web`, which runs in browsers, may import any lib's index. */
export const APPS = {
  api: [],
  admin: [],
  cli: [],
  web: [],
  castellan: ['api', 'admin', 'cli'],
};

/** Packages that only some places may import, as patterns over paths. */
export const PACKAGES = [
  { name: 'http-document-only-in-rest', packages: ['@nestjs/swagger'], only: ['^libs/rest/'] },
  { name: 'panel-only-in-admin', packages: ['adminjs', '@adminjs/[^/]+'], only: ['^apps/admin/'] },
  { name: 'stores-only-in-data', packages: ['pg', 'pg-boss', 'ioredis', '@electric-sql/pglite'], only: ['^libs/data/'] },
  {
    name: 'queries-only-in-repositories',
    packages: ['typeorm'],
    only: ['^libs/data/', '^libs/[^/]+/src/migrations/', '\\.(entity|repository)\\.ts$', '^ormconfig\\.ts$'],
  },
  {
    name: 'http-server-only-at-the-edge',
    packages: ['fastify', '@fastify/[^/]+', '@nestjs/platform-fastify'],
    only: ['^libs/rest/', '^apps/'],
  },
];

/** What runs in browsers, and the libs it may import. */
export const IN_BROWSERS = { web: ['client'] };
