import type { Clock } from '@castellan/common';
import type { Jobs } from '@castellan/data';
import { Logger } from '@nestjs/common';
import { DeliveryFailed } from './delivery-failure.js';
import { DeliveryReport } from './delivery-report.js';
import type { Admission, MailAllowance } from './mail-allowance.js';
import { MailDelivery } from './mail-delivery.service.js';
import type { MailSeal, QueuedMail } from './mail-seal.js';
import type { MailSender } from './mail-sender.js';

const NOW = 1_700_000_000_000;
const code: QueuedMail = { to: 'ada@example.org', template: 'otp', told: { code: '042042', minutes: 5 } };

type Handler = (data: { readonly sealed: string }, job: { readonly id: string }) => Promise<void>;

describe(MailDelivery.name, () => {
  let queued: QueuedMail;
  let admission: Admission;
  let outcome: boolean | Error;
  let sent: QueuedMail[];
  let marked: string[];
  let report: DeliveryReport;
  let handle: Handler;

  beforeEach(() => {
    [queued, admission, outcome, sent, marked] = [code, 'admitted', true, [], []];
    report = new DeliveryReport();
    const send = async (_id: string, mail: QueuedMail): Promise<boolean> => {
      sent.push(mail);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    // each is as much of itself as a delivery uses
    const jobs = { handle: (_queue: string, _options: object, handler: Handler) => (handle = handler) } as unknown as Jobs;
    const allowance = { admit: async () => admission, markSent: async (id: string) => marked.push(id) } as unknown as MailAllowance;
    const seal = { open: () => queued } as unknown as MailSeal;
    const clock = { millis: () => NOW } as unknown as Clock;
    new MailDelivery(jobs, { send } as unknown as MailSender, seal, allowance, report, clock).onModuleInit();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
  });
  afterEach(() => jest.restoreAllMocks());

  const run = (): Promise<void> => handle({ sealed: '…' }, { id: 'job' });
  const counted = (): object => Object.fromEntries([...report.counts()].filter(([, count]) => count > 0));

  it('sends what is admitted, and notes that it did', async () => {
    await run();

    expect([sent, marked, counted()]).toEqual([[code], ['job'], { sent: 1 }]);
  });

  it.each([
    ['sent', {}],
    ['over', { over_cap: 1 }],
  ] as const)('sends nothing that is %s, and is done with it', async (what, outcomes) => {
    admission = what;
    await run();

    expect([sent, marked, counted()]).toEqual([[], [], outcomes]);
  });

  it('holds what cannot be counted: it comes again, and whoever wants to know is told, also after one who failed', async () => {
    admission = 'held';
    const told = jest.fn(async () => undefined);
    report.whenHeld(() => Promise.reject(new Error('no incident today')));
    report.whenHeld(told);

    await expect(run()).rejects.toBeInstanceOf(DeliveryFailed);
    expect([sent, told.mock.calls.length, counted()]).toEqual([[], 1, { held: 1 }]);
  });

  it('drops a code that died while it waited, admitted or not, without asking', async () => {
    queued = { ...code, expiresAt: NOW };
    await run();

    expect([sent, counted()]).toEqual([[], { expired: 1 }]);
  });

  it('says what is left of a code that waited', async () => {
    queued = { ...code, expiresAt: NOW + 61_000 };
    await run();

    expect(sent).toMatchObject([{ told: { code: '042042', minutes: 2 } }]);
  });

  it('is not done with what failed for now', async () => {
    outcome = new DeliveryFailed('450');

    await expect(run()).rejects.toBe(outcome);
    expect([marked, counted()]).toEqual([[], { failed: 1 }]);
  });

  it('is done with what is refused for good', async () => {
    outcome = false;
    await run();

    expect(counted()).toEqual({ refused: 1 });
  });
});
