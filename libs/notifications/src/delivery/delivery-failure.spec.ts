import { inspect } from 'node:util';
import { DeliveryFailed, failureOf } from './delivery-failure.js';

const ADA = 'ada@example.org';
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
    expect(failureOf(smtpError(fields), ADA).isPermanent).toBe(isPermanent);
  });

  it('names a failure of our own', () => {
    expect(failureOf(new TypeError('"link" not defined'), ADA).summary).toBe('TypeError: "link" not defined');
  });

  it.each([
    ['550 5.1.1 <ada@example.org>: Recipient address rejected', 'EENVELOPE RCPT TO 550: 550 5.1.1 <…>: Recipient address rejected'],
    ['550-5.7.1 Blocked, see\r\n550 5.7.1 https://block.example/?ip=1', 'EENVELOPE RCPT TO 550: 550-5.7.1 Blocked, see 550 5.7.1 …'],
    ['550 no mailbox Ada here', 'EENVELOPE RCPT TO 550: 550 no mailbox … here'],
  ])('tells what the server answered, not to whom: %j', (response, told) => {
    const { summary } = failureOf(smtpError({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response }), ADA);

    expect(summary).toBe(told);
    expect(inspect(new DeliveryFailed(summary))).not.toMatch(/ada@|example\.org/i);
  });

  it('takes an address for what it is, not for a pattern', () => {
    expect(failureOf(smtpError({ code: 'EENVELOPE', response: '550 no a.+b here' }), 'a.+b@example.org').summary).toBe(
      'EENVELOPE: 550 no … here',
    );
  });
});
