import { withApp } from '../../support/app/with-app.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer } from '../../support/panel/users.js';
import { someone } from '../../support/people/people.js';

describe('null, by the management API', () => {
  const app = withApp();
  let clerk: StaffMember;
  beforeAll(async () => (clerk = await aStaffMember(app, ['users.view', 'users.add', 'users.change'])), 120_000);
  const api = () => managementOf(app.client(), clerk);

  it.each(['first_name', 'last_name'])('is refused as %s', async (name) => {
    const id = await aCustomer(app);
    const refusal = { status: 400, body: { errors: { [name]: [expect.any(String)] } } };
    expect(await api().patch(`users/${id}/`, { [name]: null })).toMatchObject(refusal);
    expect(await api().post('users/', { email: someone().email, [name]: null })).toMatchObject(refusal);
  });

  it.each(['is_verified', 'password_hash', 'invite', 'email'])('is refused as %s of a new one', async (name) => {
    const answer = await api().post('users/', { email: someone().email, [name]: null });
    expect(answer).toMatchObject({ status: 400, body: { errors: { [name]: [expect.any(String)] } } });
  });

  it('disables nobody without an end', async () => {
    const id = await aCustomer(app);
    const answer = await api().post(`users/${id}/disable/`, { ...WHY, for: null });
    expect(answer).toMatchObject({ status: 400, body: { errors: { for: [expect.any(String)] } } });
  });
});
