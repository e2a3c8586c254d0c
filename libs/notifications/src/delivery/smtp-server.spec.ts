import { smtpServer } from './smtp-server.js';

const from = 'Castellan <no-reply@bücher.example>';

describe(smtpServer.name, () => {
  it('greets by the name it is told', () => {
    expect(smtpServer('smtp://mail.example:25', { from, ehloName: 'id.example.org' })).toMatchObject({ name: 'id.example.org' });
  });

  it('greets by the domain of the sender otherwise, never as [127.0.0.1]', () => {
    expect(smtpServer('smtp://mail.example:25', { from })).toMatchObject({ name: 'xn--bcher-kva.example' });
  });

  it('leaves the name to the URL where that has one', () => {
    expect(smtpServer('smtp://mail.example:25/?name=mx.example', { from, ehloName: 'id.example.org' })).not.toHaveProperty('name');
  });
});
