import { UserCreation } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { TwoFactor } from '@castellan/twofactor';
import { Dashboard, KEPT_MS, PARTS } from '../../support/panel/dashboard.js';
import { aUser, someone } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

describe('the figures of the dashboard', () => {
  let app: TestApp;
  let dashboard: Dashboard;
  beforeAll(async () => {
    app = await TestApp.start();
    dashboard = new Dashboard(app);
  }, 240_000);
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => app.close());

  const countsOfDays = () => jest.spyOn(app.get(AuthEvents), 'signInsBetween');

  describe('so that looking costs little', () => {
    it('keeps what was counted for half a minute, and says of when it is', async () => {
      await app.advance(KEPT_MS);
      const first = await dashboard.seen('users');
      await aUser(app);
      await app.advance(20_000);
      expect(await dashboard.seen('users')).toEqual(first);
      await app.advance(KEPT_MS);
      const later = await dashboard.seen('users');
      expect(later.figures.total).toBe(first.figures.total + 1);
      expect(later.asOf).toBe(app.clock.now().toISOString());
    });

    it('counts once for all who ask at the same time', async () => {
      await app.advance(KEPT_MS);
      const count = jest.spyOn(app.get(TwoFactor), 'countEnabled');
      const answers = await Promise.all(Array.from({ length: 20 }, () => dashboard.seen('users')));
      expect(new Set(answers.map(({ asOf }) => asOf)).size).toBe(1);
      expect(count).toHaveBeenCalledTimes(1);
    });

    it('counts a day again as long as events of it may come in late, and not once it is settled', async () => {
      await app.advance(dashboard.untilMidnight + 1_000);
      await dashboard.anew('sign_ins');
      const counts = countsOfDays();
      await dashboard.anew('sign_ins');
      expect(counts).toHaveBeenCalledTimes(2); // today and yesterday
      await app.advance(3_600_000);
      await dashboard.anew('sign_ins');
      counts.mockClear();
      await dashboard.anew('sign_ins');
      expect(counts).toHaveBeenCalledTimes(1);
    });

    it('counts one thing after the other', async () => {
      await app.advance(7 * 3_600_000);
      let [running, most] = [0, 0];
      const original = app.get(AuthEvents).signInsBetween.bind(app.get(AuthEvents));
      const watched = async (work: () => Promise<unknown>) => {
        most = Math.max(most, (running += 1));
        return work().finally(() => (running -= 1));
      };
      countsOfDays().mockImplementation((...days) => watched(() => original(...days)) as never);
      const enabled = app.get(TwoFactor).countEnabled.bind(app.get(TwoFactor));
      jest.spyOn(app.get(TwoFactor), 'countEnabled').mockImplementation(() => watched(enabled) as never);
      await Promise.all(PARTS.map((part) => dashboard.seen(part)));
      expect(most).toBe(1);
    });
  });

  it('counts anyway while the store is away', async () => {
    const away = () => Promise.reject(new Unavailable());
    const before = await dashboard.anew('users');
    jest.spyOn(app.app.get(EphemeralStore), 'get').mockImplementation(away);
    jest.spyOn(app.app.get(EphemeralStore), 'set').mockImplementation(away);
    await app.get(UserCreation).registerUser(someone().email, 'https://example.com/');
    expect((await dashboard.seen('users')).figures.total).toBe(before.total + 1);
  });

  it('fails for whoever asks while the count fails, and for nobody afterwards', async () => {
    await app.advance(KEPT_MS);
    countsOfDays().mockRejectedValueOnce(new Error('the database is away'));
    await expect(dashboard.seen('sign_ins')).rejects.toThrow('the database is away');
    expect((await dashboard.seen('sign_ins')).figures.days).toHaveLength(30);
  });
});

describe('days whose events are deleted by now', () => {
  it('are unknown rather than empty', async () => {
    const app = await TestApp.start({ EVENTS_RETENTION: '10d' });
    const { days } = await new Dashboard(app).anew('sign_ins');
    expect(days.map(({ failed }) => failed)).toEqual([...Array<null>(20).fill(null), ...Array<number>(10).fill(0)]);
    await app.close();
  });
});
