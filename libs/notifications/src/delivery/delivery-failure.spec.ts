import { inspect } from 'node:util';
import { DeliveryFailed, failureOf } from './delivery-failure.js';

const smtpError = (fields: object): Error =>
  Object.assign(new Error("Can't send mail: 550 5.1.1 <ada@example.org> unknown"), { response: '550 <ada@example.org>', ...fields });

describe(failureOf.name, () => {
  it.each([
    ['an unknown recipient', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, true],
    ['a refused message', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, true],
    ['an address that SMTP cannot carry', { code: 'EENVELOPE', command: 'API' }, true],
    ['a greylisted recipient', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 }, false],
    ['a refused sender', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, false],
    ['wrong credentials', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, false],
    ['a server that is down', { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, false],
    ['anything else', {}, false],
  ])('of %s', (_, fields, isPermanent) => {
    expect(failureOf(smtpError(fields)).isPermanent).toBe(isPermanent);
  });

  it('names a failure of our own', () => {
    expect(failureOf(new TypeError('"link" not defined')).summary).toBe('TypeError: "link" not defined');
  });

  it('sums up in codes, without the words of the server, which name the recipient', () => {
    const { summary } = failureOf(smtpError({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }));

    expect(summary).toBe('EENVELOPE RCPT TO 550');
    expect(inspect(new DeliveryFailed(summary))).not.toContain('ada@');
  });
});
