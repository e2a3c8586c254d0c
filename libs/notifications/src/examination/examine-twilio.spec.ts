import { TwilioServer } from '../../../../test/support/notifications/twilio-server.js';
import { examineTwilio } from './examine-twilio.js';

describe(examineTwilio.name, () => {
  it('says whether Twilio knows the account, repeats no token, and has nothing sent', async () => {
    const server = await TwilioServer.start();
    const account = { accountSid: server.accountSid, authToken: server.authToken, from: '+4915100000000', apiUrl: server.url };
    const [known, refused] = [await examineTwilio(account), await examineTwilio({ ...account, authToken: '6'.repeat(32) })];
    await server.stop();
    const away = await examineTwilio(account);

    expect(known).toMatchObject({ state: 'ok', about: 'SMS' });
    expect(refused).toMatchObject({ state: 'fault', changes: ['set: TWILIO_ACCOUNT_SID=AC…', 'set: TWILIO_AUTH_TOKEN=…'] });
    expect(away).toMatchObject({ state: 'fault', told: expect.stringContaining('cannot be reached') });
    expect(JSON.stringify([known, refused, away])).not.toContain('666');
    expect(server.asked).toEqual([]);
  });
});
