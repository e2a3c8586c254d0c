import { PanelSessions } from '@castellan/accounts';
import { TestPanel } from '../../support/panel/browser.js';
import { WRONG_CODE } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

const MINUTE_MS = 60_000;

describe(`${PanelSessions.name}: a sign-in`, () => {
  let app: TestApp;
  let panel: TestPanel;
  beforeAll(async () => {
    app = await TestApp.start();
    panel = await TestPanel.start(app);
  }, 120_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  it('is noted as the last sign-in, like one at the API; what fails on the way is not', async () => {
    const lastLogin = async (id: string) =>
      (await app.sql<{ at: Date | null }>('SELECT last_login AS at FROM users WHERE id = $1', [id]))[0]!.at;
    const person = await panel.aStaffMember();
    const browser = panel.browser();
    await browser.begin(person);
    expect(await lastLogin(person.id)).toBeNull();
    const { phone } = await browser.enrol(app, person);
    expect(await lastLogin(person.id)).toEqual(app.clock.now());

    const before = app.clock.now();
    await app.advance(MINUTE_MS);
    await browser.begin(person);
    await browser.submit('/sign-in/code', { code: WRONG_CODE });
    expect(await lastLogin(person.id)).toEqual(before);
    await browser.submit('/sign-in/code', { code: await phone.nextCode() });
    expect(await lastLogin(person.id)).toEqual(app.clock.now());
  });
});
