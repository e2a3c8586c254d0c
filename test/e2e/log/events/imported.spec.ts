import { randomUUID } from 'node:crypto';
import { AuthEvents, EventsPorting } from '@castellan/log';
import { withApp } from '../../../support/app/with-app.js';
import { idOf } from '../../../support/people/second-factor.js';
import { aUser } from '../../../support/people/people.js';

describe('history of another system', () => {
  const app = withApp();

  it('is in no figure of sign-ins here, however new it is', async () => {
    const ada = await aUser(app);
    const events = app.get(AuthEvents);
    await events.flush();
    const count = () => events.signInsBetween(new Date(0), app.clock.in(60_000));
    const before = await count();
    const imported = (status: 'success' | 'failure') => ({
      id: randomUUID(),
      createdAt: app.clock.now(),
      event: 'login' as const,
      status,
      identifier: null,
      ip: '203.0.113.9',
      userAgent: null,
    });
    await app.get(EventsPorting).write(new Map([[await idOf(app, ada), [imported('success'), imported('failure')]]]));

    expect(await app.sql(`SELECT status FROM auth_events WHERE reason = 'imported' ORDER BY status`)).toEqual([
      { status: 'failure' },
      { status: 'success' },
    ]);
    expect(await count()).toEqual(before);
  });
});
