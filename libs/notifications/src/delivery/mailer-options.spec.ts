import { smtpTransport } from './mailer-options.js';

const from = 'Castellan <no-reply@bücher.example>';

describe(smtpTransport.name, () => {
  it('greets by the name it is told', () => {
    expect(smtpTransport('smtp://mail.example:25', { from, ehloName: 'id.example.org' })).toMatchObject({ name: 'id.example.org' });
  });

  it('greets by the domain of the sender otherwise, never as [127.0.0.1]', () => {
    expect(smtpTransport('smtp://mail.example:25', { from })).toMatchObject({ name: 'xn--bcher-kva.example' });
  });

  it('leaves the name to the URL where that has one', () => {
    expect(smtpTransport('smtp://mail.example:25/?name=mx.example', { from, ehloName: 'id.example.org' })).not.toHaveProperty('name');
  });
});
