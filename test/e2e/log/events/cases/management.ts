import type { Answer } from '../../../../support/http/client.js';
import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { aStaffMember, managementOf, WHY } from '../../../../support/management/staff.js';
import { aCustomer } from '../../../../support/panel/users.js';
import { aUser, someone } from '../../../../support/people/people.js';
import { aProtectedUser, idOf } from '../../../../support/people/second-factor.js';

type Management = ReturnType<typeof managementOf>;

const NOBODY = '019aa4c8-2f00-7000-8000-3a5e0dd3e637';

/** What operators do to others. */
export const management = (on: Attempts): readonly AttemptCase[] => {
  let known: Promise<Management> | undefined;
  const operator = async (): Promise<Management> => {
    known ??= aStaffMember(on.app, [], { superuser: true }).then((member) => managementOf(on.app.client(), member));
    return known;
  };
  const act = async (id: string, path: string, body: object = WHY): Promise<Answer> =>
    (await operator()).post(`users/${id}/${path}/`, body);
  const customer = (): Promise<string> => aCustomer(on.app);
  const lockedOut = async (): Promise<string> => {
    const person = await aUser(on.app);
    for (let n = 0; n < 6; n += 1) await on.post('login', { email: person.email, password: 'not it at all' });
    return idOf(on.app, person);
  };

  return [
    ['user_created success null', 'users', async () => (await operator()).post('users/', { email: someone().email })],
    ['user_created failure validation_failed', 'users, no address', async () => (await operator()).post('users/', { email: 'no address' })],
    [
      'user_changed success by_operator',
      'users/:id',
      async () => (await operator()).patch(`users/${await customer()}/`, { first_name: 'Grace' }),
    ],
    [
      'user_changed failure not_found',
      'users/:id, nobody',
      async () => (await operator()).patch(`users/${NOBODY}/`, { first_name: 'Grace' }),
    ],
    ['account_deleted success null', 'users/:id', async () => (await operator()).delete(`users/${await customer()}/`, WHY)],
    ['account_deleted failure not_found', 'users/:id, nobody', async () => (await operator()).delete(`users/${NOBODY}/`, WHY)],
    ['account_disabled success null', 'users/:id/disable', async () => act(await customer(), 'disable')],
    ['account_disabled failure not_found', 'users/:id/disable, nobody', () => act(NOBODY, 'disable')],
    [
      'account_enabled success null',
      'users/:id/enable',
      async () => {
        const id = await customer();
        await act(id, 'disable');
        return act(id, 'enable');
      },
    ],
    ['account_enabled failure not_found', 'users/:id/enable, nobody', () => act(NOBODY, 'enable')],
    ['twofactor_reset success null', 'users/:id/reset-2fa', async () => act(await idOf(on.app, await aProtectedUser(on.app)), 'reset-2fa')],
    ['twofactor_reset failure not_found', 'users/:id/reset-2fa, nobody', () => act(NOBODY, 'reset-2fa')],
    ['account_unlocked success null', 'users/:id/unlock', async () => act(await lockedOut(), 'unlock')],
    ['account_unlocked failure not_found', 'users/:id/unlock, nobody', () => act(NOBODY, 'unlock')],
  ];
};
