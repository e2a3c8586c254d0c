import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { ROOT } from '../root.js';

const CLIENT = join(ROOT, 'libs/client/src');

/** `examples/browser` as somebody has it after `npm install`, served by `npm start`. */
export class BrowserExample {
  private constructor(
    readonly origin: string,
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(port: number, castellan: string): Promise<BrowserExample> {
    const folder = mkdtempSync(join(tmpdir(), 'castellan-browser-'));
    cpSync(join(ROOT, 'examples/browser'), folder, { recursive: true });
    installInto(join(folder, 'node_modules'));
    const env = { ...process.env, PORT: String(port), CASTELLAN_URL: castellan };
    const server = spawn(process.execPath, ['server.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(server.stdout, 'data');
    return new BrowserExample(`http://127.0.0.1:${String(port)}`, folder, server);
  }

  async close(): Promise<void> {
    this.server.kill();
    await once(this.server, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}

/** The client as its package has it, and what that needs. */
function installInto(modules: string): void {
  cpSync(join(ROOT, 'node_modules/openapi-fetch'), join(modules, 'openapi-fetch'), { recursive: true });
  const sources = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.spec)\.ts$/.test(name));
  for (const name of sources) {
    const target = join(modules, '@castellan/client/dist', name.replace(/ts$/, 'js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformSync(readFileSync(join(CLIENT, name), 'utf8'), OPTIONS).code);
  }
}

const OPTIONS = {
  configFile: false,
  swcrc: false,
  module: { type: 'es6' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
} as const;
