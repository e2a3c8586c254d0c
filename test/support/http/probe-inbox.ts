import type { InboxMessage } from '@castellan/notifications';

const HOSTILE: InboxMessage = {
  id: '9a3d2f9e-8f1d-4a53-9d0c-7d2f8f0c1a11',
  channel: 'email',
  to: 'ada@example.com',
  subject: '<script>alert(1)</script>',
  text: '<img src=x onerror=alert(2)>',
  html: '<p style="color:red">Hello</p><script>alert(3)</script>"></iframe><script>alert(4)</script>',
  links: ['https://auth.example.com/verify-account?uid=1&token=2', 'javascript:alert(5)'],
  code: null,
  sentAt: new Date('2026-01-02T03:04:05.000Z'),
};

/** Holds one message that attacks whoever looks at it. */
export class ProbeInbox {
  private messages: readonly InboxMessage[] = [HOSTILE];

  list(to?: string): Promise<readonly InboxMessage[]> {
    return Promise.resolve(this.messages.filter((message) => to === undefined || message.to === to));
  }

  clear(): Promise<void> {
    this.messages = [];
    return Promise.resolve();
  }
}
