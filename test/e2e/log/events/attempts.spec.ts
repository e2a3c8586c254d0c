import { routeFacts } from '@castellan/rest';
import { Attempts } from '../../../support/log/attempts.js';
import { withProvider } from '../../../support/federation/with-provider.js';
import { account } from './cases/account.js';
import { doors } from './cases/doors.js';
import { factors } from './cases/factors.js';
import { management } from './cases/management.js';
import { passkeys } from './cases/passkeys.js';
import { providers } from './cases/providers.js';

describe('every attempt of every flow', () => {
  const both = withProvider({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off', THROTTLE_VERIFY_2FA: 'off' });

  const attempts = new Attempts(() => both.app);
  const CASES = [
    ...doors(attempts),
    ...account(attempts),
    ...factors(attempts),
    ...passkeys(attempts),
    ...providers(attempts, both),
    ...management(attempts),
  ];

  const newest = async (): Promise<readonly string[]> => {
    const rows = await both.app.sql<{ line: string }>(
      `SELECT concat_ws(' ', event, status, coalesce(reason, 'null')) AS line FROM auth_events ORDER BY created_at DESC, id DESC LIMIT 3`,
    );
    return rows.map(({ line }) => line);
  };

  it.each(CASES)('leaves %s: %s', async (event, _, act) => {
    await act();

    expect(await newest()).toContain(event);
  });

  it('is in this table, succeeded and failed', () => {
    const missing = new Set(routeFacts(both.app.app).flatMap(({ remembers }) => (remembers ? [remembers] : [])));
    for (const status of ['success', 'failure']) {
      const told = new Set(CASES.filter(([event]) => event.includes(` ${status} `)).map(([event]) => event.split(' ')[0]));
      // a good refresh is told by its session; what cannot be refused fails only with the database
      const left = [...missing].filter((event) => !told.has(event)).filter((event) => !NEVER[status]!.includes(event));
      expect(left).toEqual([]);
    }
  });
});

const NEVER: Readonly<Record<string, readonly string[]>> = {
  success: ['refresh'],
  failure: ['account_closed', 'account_exported', 'phone_removed', 'avatar_removed'],
};
