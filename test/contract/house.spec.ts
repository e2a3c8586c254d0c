import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/root.js';

const PACKAGES = ['@nestjs/swagger', 'typeorm', 'adminjs'];

/** A small house, one line a file, that keeps to the table. */
const SOUND = {
  'libs/common/src/index.ts': "export { clock } from './clock.js';",
  'libs/common/src/clock.ts': 'export const clock = 1;',
  'libs/data/src/index.ts': "export { transaction } from './transaction.js';",
  'libs/data/src/transaction.ts': "import { clock } from '@castellan/common'; import 'typeorm'; export const transaction = clock;",
  'libs/log/src/tables.ts': 'export const tables = [];',
  'libs/log/src/index.ts': "export { events } from './events.js';",
  'libs/log/src/events.ts': "import { transaction } from '@castellan/data'; export const events = transaction;",
  'libs/accounts/src/index.ts': "export { users } from './users.js';",
  'libs/accounts/src/users.ts': "import { events } from '@castellan/log'; export const users = events;",
  'libs/config/src/index.ts': 'export const configuration = 1;',
  'libs/rest/src/index.ts': "import '@nestjs/swagger'; export { users } from '@castellan/accounts';",
  'libs/composition/src/index.ts':
    "import '@castellan/config'; import '@castellan/log/tables'; export { users } from '@castellan/accounts';",
  'apps/api/src/app.module.ts': "import '@castellan/rest'; import '@castellan/composition'; import '@castellan/config';",
};
/** Files that break it, and the rule that must say so. */
const BROKEN: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['lib-common-keeps-to-its-row', 'libs/common/src/bad.ts', "import '@castellan/data';"],
  [
    'lib-data-keeps-to-its-row',
    'libs/data/src/bad.ts',
    "import type { users } from '@castellan/accounts'; export type Users = typeof users;",
  ],
  ['lib-log-keeps-to-its-row', 'libs/log/src/bad.ts', "import '../../accounts/src/index.js';"],
  ['lib-accounts-keeps-to-its-row', 'libs/accounts/src/bad.ts', "import '@castellan/config';"],
  ['accounts-users-imports-only-from-below', 'libs/accounts/src/users/up.ts', "import '../sessions/sessions.js';"],
  ['accounts-sessions-imports-only-from-below', 'libs/accounts/src/sessions/up.ts', "import '../passwords/passwords.js';"],
  ['accounts-has-no-folder-without-a-floor', 'libs/accounts/src/attic/box.ts', "import '../errors.js';"],
  ['a-lib-is-entered-by-its-index', 'libs/log/src/deep.ts', "import '../../data/src/transaction.js';"],
  ['apps-enter-libs-by-their-index', 'apps/api/src/deep.ts', "import '../../../libs/data/src/transaction.js';"],
  ['no-lib-imports-its-own-index', 'libs/log/src/own.ts', "import '@castellan/log';"],
  ['tables-only-for-the-roots', 'libs/accounts/src/tables-user.ts', "import '@castellan/log/tables';"],
  ['http-document-only-in-rest', 'libs/accounts/src/swagger.ts', "import '@nestjs/swagger';"],
  ['queries-only-in-repositories', 'libs/accounts/src/query.service.ts', "import 'typeorm';"],
  ['panel-only-in-admin', 'apps/api/src/panel.ts', "import 'adminjs';"],
  ['an-app-is-entered-by-its-index', 'apps/castellan/src/deep.ts', "import '../../api/src/app.module.js';"],
  ['app-api-keeps-to-its-row', 'apps/api/src/other.ts', "import '../../admin/src/main.js';"],
  ['app-admin-keeps-to-its-row', 'apps/admin/src/main.ts', "import '../../cli/src/main.js';"],
  ['no-unknown-lib', 'libs/utils/src/index.ts', "import '@castellan/common';"],
  ['no-code-imports-a-spec', 'libs/log/src/spec-user.ts', "import './events.spec.js';"],
  ['nothing-unresolved', 'libs/log/src/lost.ts', "import './gone.js';"],
  ['no-cycles', 'libs/accounts/src/egg.ts', "import './hen.js'; export const egg = 1;"],
];
/** What broken files import. */
const HELD = {
  'libs/accounts/src/errors.ts': 'export {};',
  'libs/accounts/src/sessions/sessions.ts': 'export {};',
  'libs/accounts/src/passwords/passwords.ts': "import '../sessions/sessions.js';",
  'libs/log/src/events.spec.ts': 'export {};',
  'libs/accounts/src/hen.ts': "import './egg.js'; export const hen = 1;",
  'apps/cli/src/main.ts': 'export {};',
};

interface Finding {
  readonly rule: { readonly name: string };
  readonly from: string;
}

function cruise(files: Readonly<Record<string, string>>): string[] {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  try {
    for (const name of ['.dependency-cruiser.mjs', 'scripts/house.mjs', 'tsconfig.json']) cpSync(join(ROOT, name), join(house, name));
    const packages = PACKAGES.map((name) => [`node_modules/${name}/index.js`, ''] as const);
    const manifest = ['package.json', JSON.stringify({ dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '*'])) })] as const;
    for (const [name, text] of [...Object.entries(files), ...packages, manifest]) {
      mkdirSync(dirname(join(house, name)), { recursive: true });
      writeFileSync(join(house, name), text);
    }
    const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [cli, 'apps', 'libs', '--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
    const output = execFileSync(process.execPath, args, {
      cwd: house,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { summary } = JSON.parse(output) as { summary: { violations: Finding[] } };
    return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  } finally {
    rmSync(house, { recursive: true });
  }
}

describe('the import table', () => {
  it('accepts a house that keeps to it', () => {
    expect(cruise(SOUND)).toEqual([]);
  });

  it('catches every forbidden import', () => {
    const broken = Object.fromEntries(BROKEN.map(([, file, text]) => [file, text]));
    const findings = cruise({ ...SOUND, ...HELD, ...broken });
    expect(findings).toEqual(expect.arrayContaining(BROKEN.map(([rule, file]) => `${rule} ${file}`)));
  });
});
