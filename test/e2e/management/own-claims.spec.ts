import { withApp } from '../../support/app/with-app.js';
import { aStaffMember, managementOf } from '../../support/management/staff.js';

describe('a superuser whose tokens say their name', () => {
  const app = withApp({ TOKEN_CLAIMS: 'name' });

  it('changes the own name by one request, after which the older token is to be refreshed', async () => {
    const chief = await aStaffMember(app, [], { superuser: true });
    const api = managementOf(app.client(), chief);

    expect(await api.patch(`users/${chief.id}/`, { first_name: 'Grace' })).toMatchObject({ status: 200, body: { first_name: 'Grace' } });
    expect(await api.get(`users/${chief.id}/`)).toMatchObject({ status: 401, body: { code: 'token_expired' } });
  }, 60_000);
});
