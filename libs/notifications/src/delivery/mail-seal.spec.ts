import { Messages } from '@castellan/branding';
import { SealBroken, SecretKeys } from '@castellan/common';
import { MailSeal } from './mail-seal.js';

const LINK = 'https://id.example.org/verify-account?uid=MQ&token=secret';
const messages = new Messages();
const sealWith = (...secrets: [string, ...string[]]) => new MailSeal({ secretKeys: new SecretKeys(secrets), messages });
const mail = { to: 'ada@example.org', template: 'verify-email', data: { link: LINK, minutes: 10 } } as const;

describe(MailSeal.name, () => {
  it('shows neither address nor link', () => {
    const sealed = sealWith('one secret key of more than 32 bytes').close(mail);

    for (const part of [sealed, ...sealed.split('.').map((piece) => Buffer.from(piece, 'base64url').toString('latin1'))]) {
      expect(part).not.toMatch(/ada@|secret|verify/);
    }
  });

  it('opens a mail that waited over a rotation of the secret key', () => {
    const sealed = sealWith('one secret key of more than 32 bytes').close(mail);

    const opened = sealWith('a new secret key of more than 32 bytes', 'one secret key of more than 32 bytes').open(sealed);

    expect(opened).toEqual({ to: 'ada@example.org', template: 'verify-email', told: { link: LINK, minutes: 10 } });
  });

  it('refuses a mail that was written into the job table by somebody else', () => {
    const forged = sealWith('the key of somebody else, over 32 bytes').close(mail);

    expect(() => sealWith('one secret key of more than 32 bytes').open(forged)).toThrow(SealBroken);
  });
});
