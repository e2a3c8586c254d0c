import { SecretKeys, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Allowances } from '@castellan/limits';
import { MAIL_KINDS } from '../mail-kinds.js';
import type { MailCause } from '../mail-kinds.js';
import type { MailTemplate } from '../mails.js';
import { MailAllowance, MAILS_PER_HOUR, OPERATORS_MAILS_OF_A_KIND, STRANGERS_MAILS } from './mail-allowance.js';
import type { Admission } from './mail-allowance.js';
import type { QueuedMail } from './mail-seal.js';

/** As much of a store as counting needs. */
class CountingStore {
  readonly values = new Map<string, string>();
  isAway = false;
  /** Takes no new key. */
  isFull = false;

  async get(key: string): Promise<string | null> {
    this.answer();
    return this.values.get(key) ?? null;
  }

  async set(key: string, value: string): Promise<void> {
    this.answer(key);
    this.values.set(key, value);
  }

  async increment(key: string, ttlMs: number): Promise<{ count: number; ttlMs: number }> {
    this.answer(key);
    const count = Number(this.values.get(key) ?? 0) + 1;
    this.values.set(key, String(count));
    return { count, ttlMs };
  }

  private answer(newKey?: string): void {
    const fits = newKey === undefined || !this.isFull || this.values.has(newKey);
    if (this.isAway || !fits) throw new Unavailable();
  }
}

const mail = (fields: Partial<QueuedMail> = {}): QueuedMail => ({ to: 'ada@example.org', template: 'verify-email', told: {}, ...fields });

const secretKeys = new SecretKeys(['one secret key of more than 32 bytes']);
const templatesOf = (cause: MailCause): readonly MailTemplate[] =>
  (Object.keys(MAIL_KINDS) as MailTemplate[]).filter((template) => MAIL_KINDS[template].cause === cause);

describe(MailAllowance.name, () => {
  let store: CountingStore;
  let allowance: MailAllowance;
  let jobs = 0;
  const admit = (fields?: Partial<QueuedMail>): Promise<Admission> => allowance.admit(`job ${++jobs}`, mail(fields));

  beforeEach(() => {
    store = new CountingStore();
    allowance = allowanceWith({ mailsPerHour: 2 });
  });

  function allowanceWith(options: { readonly mailsPerHour?: number }): MailAllowance {
    const counting = store as unknown as EphemeralStore; // no more of it is used
    return new MailAllowance(new Allowances(counting), counting, { secretKeys, mailsPerHour: MAILS_PER_HOUR, ...options });
  }

  const admitted = (admissions: readonly Admission[]): number => admissions.filter((admission) => admission === 'admitted').length;
  const times = async (count: number, fields?: (n: number) => Partial<QueuedMail>): Promise<readonly Admission[]> => {
    const admissions: Admission[] = [];
    for (let n = 1; n <= count; n++) admissions.push(await admit(fields?.(n)));
    return admissions;
  };

  it('refuses to flood a mailbox, however its address is written', async () => {
    const admissions = [await admit(), await admit({ to: 'Ada@Example.org' }), await admit({ to: 'ADA@EXAMPLE.ORG' })];

    expect(admissions).toEqual(['admitted', 'admitted', 'over']);
  });

  it('refuses to flood a mailbox through its sub-addresses', async () => {
    expect(admitted(await times(10, (n) => ({ to: `ada+${n}@example.org` })))).toBe(2);
    expect(admitted(await times(40, (n) => ({ to: `bob+${n}@example.org`, template: 'otp' })))).toBe(STRANGERS_MAILS);
  });

  it('refuses to flood a mailbox by all kinds in turn', async () => {
    allowance = allowanceWith({});
    const ofStrangers = templatesOf('strangers');
    const admissions = await times(60, (n) => ({ template: ofStrangers[n % ofStrangers.length]! }));

    expect(admitted(admissions)).toBe(STRANGERS_MAILS);
  });

  it('counts addresses and kinds apart', async () => {
    await admit();
    await admit();

    expect(await admit({ to: 'bob@example.org' })).toBe('admitted');
    expect(await admit({ template: 'address-taken' })).toBe('admitted');
  });

  it.each(templatesOf('notice'))('never drops the notice %s, also when a stranger has used up the mails of the hour', async (template) => {
    await times(30, (n) => ({ to: `ada+${n}@example.org`, template: 'otp' }));

    expect(admitted(await times(40, () => ({ template })))).toBe(40);
  });

  it('tells operators of incidents beyond the cap of users, and floods not even them', async () => {
    const admissions = await times(100, () => ({ template: 'security-incident' }));

    expect(admitted(admissions)).toBe(OPERATORS_MAILS_OF_A_KIND);
    expect(await admit({ template: 'sms-stopped' })).toBe('admitted');
    expect(await admit()).toBe('admitted');
  });

  it('never drops a mail that was counted before, or that its owner asked for', async () => {
    expect(admitted(await times(20, () => ({ isCounted: true })))).toBe(20);
    expect(await admit()).toBe('admitted');
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

  it('holds what strangers cause while the store is away, and sends what it was told of before', async () => {
    store.isAway = true;

    expect(new Set(await times(10))).toEqual(new Set(['held']));
    expect(await admit({ isCounted: true })).toBe('admitted');
    await expect(allowance.markSent('job')).resolves.toBeUndefined();
  });

  it('holds what strangers cause while the store is full, also at its second try', async () => {
    store.isFull = true;

    expect([await allowance.admit('job', mail()), await allowance.admit('job', mail())]).toEqual(['held', 'held']);
  });

  it.each([...templatesOf('notice'), ...templatesOf('operators')])(
    'rather sends than loses the mail %s while the store is away',
    async (template) => {
      store.isAway = true;

      expect(new Set(await times(3, () => ({ template })))).toEqual(new Set(['admitted']));
    },
  );

  it('counts nothing for an address that gets no mail', async () => {
    await allowance.pretend('verify-email', 'ada@example.org');

    expect(store.values.size).toBe(0);
  });

  it('tells the store no address', async () => {
    await admit();

    expect([...store.values.keys()].join()).not.toContain('ada');
  });
});
