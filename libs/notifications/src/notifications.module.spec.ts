import { SecretKeys } from '@castellan/common';
import { NotificationsModule } from './notifications.module.js';

const options = {
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  secretKeys: new SecretKeys(['one secret key of more than 32 bytes']),
};

describe(NotificationsModule.name, () => {
  it('refuses to start when mails could go nowhere', () => {
    expect(() => NotificationsModule.forRoot({ ...options, smtpUrl: null, inbox: false })).toThrow(/nowhere/);
  });

  it('refuses a colour that is none, which would stand in every style', () => {
    const start = () => NotificationsModule.forRoot({ ...options, smtpUrl: null, inbox: true, brand: { color: 'red;}' } });
    expect(start).toThrow('brand.color must be #rrggbb: red;}');
  });

  it('takes a mail server or the inbox', () => {
    expect(() => NotificationsModule.forRoot({ ...options, smtpUrl: 'smtp://localhost:25', inbox: false })).not.toThrow();
    expect(() => NotificationsModule.forRoot({ ...options, smtpUrl: null, inbox: true })).not.toThrow();
  });
});
