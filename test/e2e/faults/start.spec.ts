import { readdirSync } from 'node:fs';
import { freePort } from '../../support/service/free-port.js';
import { ServiceHome } from '../../support/service/home.js';
import { NPM_START } from '../../support/service/spawned.js';

const describeEmbedded = process.env['DATABASE_URL'] ? describe.skip : describe;

describeEmbedded('a start that cannot be', () => {
  let home: ServiceHome;

  beforeEach(async () => {
    home = await ServiceHome.create();
  });
  afterEach(() => home.remove());

  it('names every fault of the configuration with the line that puts it right, and no value of a secret', async () => {
    const before = readdirSync(home.directory);
    const faulty = home.launch(
      {
        SECRET_KEY: 'hunter2-is-short',
        SECRET_KEY_FALLBACKS: 'hunter3-too',
        DATABASE_URL: 'mysql://root:hunter4@db.example.com/castellan',
        SMTP_URL: 'mail.example.com:hunter5',
        BCRYPT_COST: '99',
      },
      NPM_START,
    );

    expect(await faulty.ended).toEqual({ code: 1, signal: null });
    for (const name of ['SECRET_KEY', 'SECRET_KEY_FALLBACKS', 'DATABASE_URL', 'SMTP_URL', 'BCRYPT_COST']) {
      expect(faulty.output).toMatch(new RegExp(`^  ${name} .*\n    set: ${name}=`, 'm'));
    }
    expect(faulty.output).not.toMatch(/hunter\d/);
    expect(faulty.output).not.toMatch(/^ +at /m);
    expect(readdirSync(home.directory)).toEqual(before);
  });

  it('says that the database cannot be reached, without its password', async () => {
    const nobody = await freePort();
    const orphan = home.launch({ DATABASE_URL: `postgres://castellan:hunter6@127.0.0.1:${nobody}/castellan` }, NPM_START);

    expect(await orphan.ended).toEqual({ code: 1, signal: null });
    expect(orphan.output).toContain('Castellan did not start.');
    expect(orphan.output).toContain(`ECONNREFUSED 127.0.0.1:${nobody}`);
    expect(orphan.output).not.toContain('hunter6');
  });

  it('says that its port is taken', async () => {
    const first = await home.start();
    const neighbour = await ServiceHome.create();
    const second = neighbour.launch({ PORT: String(home.port) }, NPM_START);

    const ending = await second.ended;
    await neighbour.remove();

    expect(ending).toEqual({ code: 1, signal: null });
    expect(second.output).toMatch(
      new RegExp(`\nCastellan did not start\\.\n\nPort ${home.port} is in use: stop that process, or set PORT\\.\n$`),
    );
    expect(second.output).not.toMatch(/EADDRINUSE|"level":[56]0/);
    expect(first.isRunning).toBe(true);
  });
});
