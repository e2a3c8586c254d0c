import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/root.js';

const NEEDED = ['scripts', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];
/** A house of two libs. */
const SOUND = {
  'libs/common/src/index.ts': `
    export { Doors } from './doors.js';
    export type { Door } from './doors.js';
    export { latch } from './latch.js';`,
  'libs/common/src/doors.ts': `
    /** How a door is hung. */
    interface Hinge { readonly side: 'right' | 'left' }
    /** A door. */
    export interface Door { readonly width: number; readonly hinge?: Hinge }
    import { Injectable } from '@nestjs/common';
    import type { OnModuleInit } from '@nestjs/common';
    /** All doors. */
    @Injectable()
    export class Doors implements OnModuleInit {
      private readonly all: Door[] = [];
      constructor(readonly key: string) {}
      onModuleInit() {}
      /** Hangs one. */
      hang(door: Door): number { return this.all.push(door); }
    }`,
  'libs/common/src/latch.ts': `
    /** For our own. @internal */
    export const latch = 1;`,
  'libs/rest/src/index.ts': `
    export const undocumented = 1;
    /** How wide a house is. */
    export interface Plan { readonly metres: number }
    /** Builds one. */
    export function build(plan: Plan): void {}`,
  'apps/castellan/src/index.ts': `
    import type { Door } from '@castellan/common';
    /** The front one. */
    export const front: Door = { width: 1 };
    export { build } from '@castellan/rest';`,
};
/** What breaks somebody who imports it, and the line that must change. */
const BREAKS: readonly (readonly [what: string, from: string, to: string, line: RegExp])[] = [
  ['a parameter that changes', 'hang(door: Door)', 'hang(door: Door, at: number)', /hang\(door: Door, at: number\): number;/],
  ['a name that goes', 'export class Doors', 'export class Gates', /export class Gates \{/],
  ['a member that becomes required', 'hinge?: Hinge', 'hinge: Hinge', /readonly hinge: Hinge;/],
  ['a type that is only named by a signature', "'right' | 'left'", "'right'", /readonly side: 'right';/],
];

const house = mkdtempSync(join(tmpdir(), 'api-'));

beforeAll(() => {
  for (const name of NEEDED) cpSync(join(ROOT, name), join(house, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
});

afterAll(() => rmSync(house, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
}

function generate(): void {
  execFileSync(process.execPath, ['scripts/generate-api.mjs', join(house, 'api')], { cwd: house, stdio: 'pipe' });
}

function generated(): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(join(house, 'api')).map((name) => [name, readFileSync(join(house, 'api', name), 'utf8')]));
}

describe('the public API', () => {
  it('is written for each package that others import, without what is private, internal or for Nest alone', () => {
    write(SOUND);
    generate();

    const { 'common.d.ts': common, ...others } = generated();

    expect(Object.keys(others)).toEqual(['castellan.d.ts']);
    expect(common).toContain('hang(door: Door): number;');
    expect(common).not.toMatch(/latch|\ball\b|onModuleInit|constructor/i);
    expect(others['castellan.d.ts']).toContain(
      "import type { Door } from '@castellan/common';\n\nexport function build(plan: Plan): void;",
    );
    expect(others['castellan.d.ts']).toMatch(/export const front: Door;\n\ninterface Plan {\n +readonly metres: number;/);
    expect(JSON.stringify([common, others])).not.toContain(house);
  });

  it('shows whatever breaks who imports it, and wants a comment at every name', () => {
    const doors = BREAKS.reduce((text, [, from, to]) => text.replace(from, to), SOUND['libs/common/src/doors.ts']);
    const index = SOUND['libs/common/src/index.ts'].replace('Doors', 'Gates');
    write({ 'libs/common/src/doors.ts': doors, 'libs/common/src/index.ts': index, 'libs/common/src/latch.ts': 'export const latch = 1;' });

    expect(generate).toThrow('Without a doc comment:\n@castellan/common: latch');
    const { 'common.d.ts': common } = generated();
    expect(BREAKS.filter(([, , , line]) => !line.test(common!)).map(([what]) => what)).toEqual([]);
  });
});
