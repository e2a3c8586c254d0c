import { mailboxOf } from './mailbox.js';

describe(mailboxOf.name, () => {
  it.each(['ada@example.com', 'Ada@Example.COM', 'ada+1@example.com', 'ada+shop+2@example.com'])('leads %s to one mailbox', (address) => {
    expect(mailboxOf(address)).toBe('ada@example.com');
  });

  it.each([
    ['a.d.a+x@gmail.com', 'ada@gmail.com'],
    ['ada@googlemail.com', 'ada@gmail.com'],
    ['a.da@example.com', 'a.da@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ])('leads %s to %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });
});
