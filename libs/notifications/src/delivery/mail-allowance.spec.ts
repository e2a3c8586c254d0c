import { SecretKeys, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { MailAllowance } from './mail-allowance.js';
import type { Admission } from './mail-allowance.js';
import type { QueuedMail } from './mail-seal.js';

/** As much of a store as counting needs. */
class CountingStore {
  readonly values = new Map<string, string>();
  isAway = false;

  async get(key: string): Promise<string | null> {
    this.answer();
    return this.values.get(key) ?? null;
  }

  async set(key: string, value: string): Promise<void> {
    this.answer();
    this.values.set(key, value);
  }

  async setIfAbsent(key: string, value: string): Promise<boolean> {
    this.answer();
    if (this.values.has(key)) return false;
    this.values.set(key, value);
    return true;
  }

  async increment(key: string, ttlMs: number): Promise<{ count: number; ttlMs: number }> {
    this.answer();
    const count = Number(this.values.get(key) ?? 0) + 1;
    this.values.set(key, String(count));
    return { count, ttlMs };
  }

  private answer(): void {
    if (this.isAway) throw new Unavailable();
  }
}

const mail = (fields: Partial<QueuedMail> = {}): QueuedMail => ({ to: 'ada@example.org', template: 'verify-email', view: {}, ...fields });

describe(MailAllowance.name, () => {
  let store: CountingStore;
  let allowance: MailAllowance;
  let jobs = 0;
  const admit = (fields?: Partial<QueuedMail>): Promise<Admission> => allowance.admit(`job ${++jobs}`, mail(fields));

  beforeEach(() => {
    store = new CountingStore();
    const secretKeys = new SecretKeys(['one secret key of more than 32 bytes']);
    const options = { secretKeys, mailsPerHour: 2 };
    // The allowance uses no more of the store than this.
    allowance = new MailAllowance(store as unknown as EphemeralStore, options);
  });

  it('refuses to flood a mailbox, however its address is written', async () => {
    const admissions = [await admit(), await admit({ to: 'Ada@Example.org' }), await admit({ to: 'ADA@EXAMPLE.ORG' })];

    expect(admissions).toEqual(['admitted', 'admitted', 'over']);
  });

  it('counts addresses and kinds apart', async () => {
    await admit();
    await admit();

    expect(await admit({ to: 'bob@example.org' })).toBe('admitted');
    expect(await admit({ template: 'address-taken' })).toBe('admitted');
  });

  it('never drops a code, since its request was admitted', async () => {
    const admissions = [];
    for (let sent = 0; sent < 6; sent++) admissions.push(await admit({ template: 'otp' }));

    expect(new Set(admissions)).toEqual(new Set(['admitted']));
  });

  it('admits every retry of a job while the mail server is down', async () => {
    const admissions = [];
    for (let run = 0; run < 5; run++) admissions.push(await allowance.admit('the same job', mail()));

    expect(new Set(admissions)).toEqual(new Set(['admitted']));
    expect(await admit()).toBe('admitted');
  });

  it('does not send a job a second time', async () => {
    await allowance.admit('the same job', mail());
    await allowance.markSent('the same job');

    expect(await allowance.admit('the same job', mail())).toBe('sent');
  });

  it('rather sends than loses a mail while the store is away', async () => {
    store.isAway = true;

    expect([await admit(), await admit(), await admit()]).toEqual(['admitted', 'admitted', 'admitted']);
    await expect(allowance.markSent('job')).resolves.toBeUndefined();
  });

  it('tells the store no address', async () => {
    await admit();

    expect([...store.values.keys()].join()).not.toContain('ada');
  });
});
