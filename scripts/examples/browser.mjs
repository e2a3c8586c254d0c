// The browser app with the client from our tarball: as a stranger installs it, or here, to look at.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../run.mjs';
import { freePort } from './free-port.mjs';
import { npm, tarballs } from './install.mjs';

const PATIENCE_MS = 30_000;
const FOLDER = join(ROOT, 'examples/browser');

/** Installs it in its own folder, without a change of package.json, and runs it until it is stopped. */
export async function browse() {
  await npm(
    FOLDER,
    'install',
    tarballs()['@castellan/client'],
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  );
  const [code] = await once(spawn('npm', ['start', '--silent'], { cwd: FOLDER, stdio: 'inherit' }), 'close');
  process.exitCode = code ?? 0;
}

/** @param folder where it is installed @throws with what is not served */
export async function lookAt(folder) {
  const port = await freePort();
  const server = spawn('npm', ['start', '--silent'], { cwd: folder, env: { ...process.env, PORT: String(port) }, detached: true });
  try {
    const page = await served(`http://localhost:${port}/client.html`);
    const { imports } = JSON.parse(/<script type="importmap">(.+?)<\/script>/s.exec(page)[1]);
    for (const path of ['/settings.js', '/client.js', ...Object.values(imports)]) await served(`http://localhost:${port}${path}`);
  } finally {
    process.kill(-server.pid);
  }
}

async function served(url) {
  let seen;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const answer = await fetch(url).catch((error) => (seen = error.message));
    if (answer.ok) return answer.text();
    if (answer.status) throw new Error(`${url}: ${answer.status}`);
  }
  throw new Error(`${url}: ${seen}`);
}
