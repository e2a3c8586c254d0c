import { MovableClock } from '@castellan/common';
import { withApp } from '../../support/app/with-app.js';
import { aUser, linkOf, signInBearer } from '../../support/people/people.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe(MovableClock.name, () => {
  const clock = new MovableClock();
  const app = withApp({}, [], { clock });

  it('ends tokens, then sessions, as the days would', async () => {
    const { bearer, refresh } = await signInBearer(app, await aUser(app));
    const me = () => app.client().get('/api/auth/me/', bearer);
    const renew = (token: string) => app.client().post('/api/auth/refresh/', { refresh: token });
    expect((await me()).status).toBe(200);

    clock.travel(16 * MINUTE_MS);
    const renewed = await renew(refresh);
    expect([(await me()).body.code, renewed.status]).toEqual(['token_expired', 200]);

    clock.travel(8 * DAY_MS);
    expect((await renew(renewed.body.refresh)).status).toBe(401);
  });

  it('ends mailed links', async () => {
    const { email } = await aUser(app, { verified: false });
    const link = await linkOf(app, email);
    clock.travel(2 * DAY_MS);

    expect((await app.client().post('/api/auth/verify-account/', link)).status).toBe(400);
  });

  it('goes forward, by the clock inside of it and by what it travelled', () => {
    let ticks = 5;
    const own = new MovableClock({ millis: () => ticks, monotonic: () => ticks } as MovableClock);
    own.travel(1_000);
    ticks += 1;

    expect([own.millis(), own.monotonic(), own.now().getTime(), own.seconds()]).toEqual([1_006, 1_006, 1_006, 1]);
    for (const back of [-1, NaN]) expect(() => own.travel(back)).toThrow(RangeError);
  });
});
