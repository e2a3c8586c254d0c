import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { PanelBrowser } from '../../support/panel/browser.js';
import { someone } from '../../support/people/people.js';
import { ROOT } from '../../support/root.js';
import { ServiceHome } from '../../support/service/home.js';
import { REAL_TIME } from '../../support/people/second-factor.js';
import { mailTo } from '../../support/service/people.js';
import { type SpawnedService } from '../../support/service/spawned.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

/** In production where there is a server for it; AdminJS by itself would bundle there, and watch elsewhere. */
const PRODUCTION = {
  NODE_ENV: 'production',
  BCRYPT_COST: '10',
  METRICS_PORT: '0', // another file's service may listen on the usual one
  FRONTEND_URL: 'http://localhost',
  SMTP_URL: 'smtp://localhost',
  MAIL_FROM: 'no-reply@localhost',
};
/** The service sends its mails elsewhere in production: the link is one that the test knows. */
async function plantedLink(url: string): Promise<{ uid: string; token: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const token = 'known to the test';
  const { rows } = await client.query<{ uid: string }>(
    `UPDATE mailed_links SET token_hash = sha256($1) WHERE purpose = 'panel_enrolment' RETURNING user_id AS uid`,
    [Buffer.from(token)],
  );
  await client.end();
  return { uid: rows[0]!.uid, token };
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the panel that npm start brings up', () => {
  const superuser = someone();
  let database: ThrowawayDatabase | null;
  let home: ServiceHome;
  let service: SpawnedService;
  let browser: PanelBrowser;

  beforeAll(async () => {
    database = await throwawayDatabase('tables');
    home = await ServiceHome.create({
      SUPERUSER_EMAIL: superuser.email,
      SUPERUSER_PASSWORD: superuser.password,
      ...(database && { ...PRODUCTION, DATABASE_URL: database.url }),
    });
    service = await home.start({ PUBLIC_URL: home.base });
    browser = new PanelBrowser(`http://localhost:${home.adminPort}`, '10.0.0.2');
    const { uid, token } = database ? await plantedLink(database.url) : await mailTo(home.client(), superuser.email);
    await browser.enrolBy(REAL_TIME, { uid, token }, superuser);
  }, 120_000);
  afterAll(async () => {
    await home.remove();
    await database?.drop();
  });

  it('serves its page of files that lie ready', async () => {
    const { text } = await browser.get('/');
    const scripts = [...text.matchAll(/<script defer src="([^"]+)"/g)].map(([, source]) => source!);
    const answers = await Promise.all(scripts.map((script) => browser.get(script)));

    expect(answers.map(({ status }) => status)).toEqual(scripts.map(() => 200));
    expect(scripts).not.toContain('/frontend/assets/components.bundle.js');
    expect((await browser.get('/frontend/assets/components.bundle.js')).status).toBe(404);
  });

  it('writes no bundle, into no folder', () => {
    expect(readdirSync(ROOT)).not.toContain('.adminjs');
    expect(service.output).not.toMatch(/bundl/i);
  });

  onLinux('has no process beside it, and watches no file', () => {
    const own = join('/proc', String(service.pid));
    const handles = readdirSync(join(own, 'fd')).map((handle) => linkOf(join(own, 'fd', handle)));
    expect(childrenOf(service.pid)).toEqual([]);
    expect(handles.filter((handle) => handle.includes('inotify'))).toEqual([]);
  });
});

/** A handle may be gone again. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

const childrenOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter((child) => child !== ''),
  );
