import { OwnPhone } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../../support/app/eventually.js';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import type { BearerSession } from '../../../support/people/people.js';
import { linkTo } from '../../../support/people/second-factor.js';
import { TestApp } from '../../../support/app/test-app.js';

const NEW_PASSWORD = 'glass tundra orbit 9';

/** A proven number opens the door alone: whoever was thrown out of an account must not have left theirs in it. */
describe(`${OwnPhone.name} (takeover)`, () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await TestApp.start({ REQUIRE_VERIFIED_EMAIL: 'false', THROTTLE_OTP_REQUEST: 'off' });
  });
  afterEach(() => app.close());

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const codeTo = async (to: string): Promise<string> => {
    const codes = await eventually(
      async () => (await app.get(DevInbox).list(to)).flatMap(({ code }) => code ?? []),
      ({ length }) => length > 0,
    );
    return codes[0]!;
  };
  const addPhone = async (phone: string, { bearer }: BearerSession): Promise<void> => {
    await post('phone', { phone }, bearer);
    expect((await post('phone/confirm', { code: await codeTo(phone) }, bearer)).status).toBe(200);
  };
  /** With a code that is sent, if any is. */
  const expectNoWayIn = async (phone: string): Promise<void> => {
    await app.advance(31_000);
    await post('otp/request', { identifier: phone });
    const users = await app.sql('SELECT 1 FROM users WHERE phone = $1', [phone]);
    expect(users).toEqual([]);
  };

  it('loses the number of whoever took an unproven address, when its reader resets the password (pre-account hijacking)', async () => {
    const eve = await aUser(app, { verified: false });
    await addPhone('+4915112346001', await signInBearer(app, eve));
    await post('password-reset', { email: eve.email });
    await post('password-reset-confirm', { ...(await linkTo(app, eve.email, 'password-reset-confirm')), new_password: NEW_PASSWORD });
    await expectNoWayIn('+4915112346001');
  });

  it('loses it, too, when the reader signs in with a mailed code', async () => {
    const eve = await aUser(app, { verified: false });
    await addPhone('+4915112346002', await signInBearer(app, eve));
    await post('otp/request', { identifier: eve.email });
    expect((await post('otp/verify', { identifier: eve.email, otp_code: await codeTo(eve.email) })).status).toBe(200);
    await expectNoWayIn('+4915112346002');
  });

  it('loses the number of whoever moved the account away, when its owner brings it back', async () => {
    const ada = await aUser(app);
    const thief = await signInBearer(app, ada);
    await addPhone('+4915112346003', thief);
    const { email } = someone();
    await post('change-email', { new_email: email }, thief.bearer);
    await post('change-email-confirm', await linkTo(app, email, 'change-email-confirm'));
    expect((await post('undo-email-change', await linkTo(app, ada.email, 'undo-email-change'))).status).toBe(200);
    await expectNoWayIn('+4915112346003');
  });
});
