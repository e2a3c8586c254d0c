import type { Clock } from '@castellan/common';
import type { JobHandler, Jobs } from '@castellan/data';
import { Logger } from '@nestjs/common';
import { DeliveryFailed } from './delivery-failure.js';
import { DeliveryReport } from './delivery-report.js';
import type { Admission, MailAllowance } from './mail-allowance.js';
import { MailDelivery } from './mail-delivery.service.js';
import type { MailTry } from './mail-deliveries.repository.js';
import type { MailDeliveries } from './mail-deliveries.service.js';
import type { MailJob, MailSeal, QueuedMail } from './mail-seal.js';
import type { HandedOver, MailSender } from './mail-sender.js';

const NOW = 1_700_000_000_000;
const code: QueuedMail = { to: 'ada@example.org', template: 'otp', told: { code: '042042', minutes: 5 } };

type Handler = JobHandler<MailJob>;

describe(MailDelivery.name, () => {
  let queued: QueuedMail;
  let admission: Admission;
  let outcome: HandedOver | Error;
  let isLastTry: boolean;
  let noted: [string, MailTry][];
  let sent: QueuedMail[];
  let marked: string[];
  let report: DeliveryReport;
  let handle: Handler;

  beforeEach(() => {
    [queued, admission, outcome, sent, marked] = [code, 'admitted', { isSent: true, answer: '250 Ok' }, [], []];
    [isLastTry, noted] = [false, []];
    report = new DeliveryReport();
    const send = async (_id: string, mail: QueuedMail): Promise<HandedOver> => {
      sent.push(mail);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    // each is as much of itself as a delivery uses
    const jobs = { handle: (_queue: string, _options: object, handler: Handler) => (handle = handler) } as unknown as Jobs;
    const allowance = { admit: async () => admission, markSent: async (id: string) => marked.push(id) } as unknown as MailAllowance;
    const seal = { open: () => queued } as unknown as MailSeal;
    const deliveries = { note: async (id: string, what: MailTry) => noted.push([id, what]) } as unknown as MailDeliveries;
    const clock = { millis: () => NOW } as unknown as Clock;
    new MailDelivery(jobs, { send } as unknown as MailSender, seal, allowance, report, deliveries, clock).onModuleInit();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
  });
  afterEach(() => jest.restoreAllMocks());

  const run = (): Promise<void> => handle({ id: 'row', sealed: '…' }, { id: 'job', isLastTry });
  const came = (state: MailTry['state'], answer: string | null) => [['row', { state, answer }]];
  const counted = (): object => Object.fromEntries([...report.counts()].filter(([, count]) => count > 0));

  it('sends what is admitted, and notes that it did', async () => {
    await run();

    expect([sent, marked, counted()]).toEqual([[code], ['job'], { sent: 1 }]);
    expect(noted).toEqual(came('sent', '250 Ok'));
  });

  it.each([
    ['sent', {}, 'sent', null],
    ['over', { over_cap: 1 }, 'dropped', 'over the cap'],
  ] as const)('sends nothing that is %s, and is done with it', async (what, outcomes, state, answer) => {
    admission = what;
    await run();

    expect([sent, marked, counted()]).toEqual([[], [], outcomes]);
    expect(noted).toEqual(came(state, answer));
  });

  it('holds what cannot be counted: it comes again, and whoever wants to know is told, also after one who failed', async () => {
    admission = 'held';
    const told = jest.fn(async () => undefined);
    report.whenHeld(() => Promise.reject(new Error('no incident today')));
    report.whenHeld(told);

    await expect(run()).rejects.toBeInstanceOf(DeliveryFailed);
    expect([sent, told.mock.calls.length, counted()]).toEqual([[], 1, { held: 1 }]);
    expect(noted).toEqual(came('deferred', 'the store that counts mails is away or full'));
  });

  it('drops a code that died while it waited, admitted or not, without asking', async () => {
    queued = { ...code, expiresAt: NOW };
    await run();

    expect([sent, counted(), noted]).toEqual([[], { expired: 1 }, came('dropped', 'what it brings is dead')]);
  });

  it('says what is left of a code that waited', async () => {
    queued = { ...code, expiresAt: NOW + 61_000 };
    await run();

    expect(sent).toMatchObject([{ told: { code: '042042', minutes: 2 } }]);
  });

  it('is not done with what failed for now', async () => {
    outcome = new DeliveryFailed('450');

    await expect(run()).rejects.toBe(outcome);
    expect([marked, counted(), noted]).toEqual([[], { failed: 1 }, came('deferred', '450')]);
  });

  it('is given up with its last try, and tells of an error that is not ours its name alone', async () => {
    outcome = new TypeError('cannot read ada@example.org');
    isLastTry = true;

    await expect(run()).rejects.toBe(outcome);
    expect(noted).toEqual(came('failed', 'TypeError'));
  });

  it('notes nothing of a mail that the version before enqueued, which has no row', async () => {
    await handle({ sealed: '…' }, { id: 'job', isLastTry });

    expect([sent, noted]).toEqual([[code], []]);
  });

  it('is done with what is refused for good', async () => {
    outcome = { isSent: false, answer: '550 nobody' };
    await run();

    expect([counted(), noted]).toEqual([{ refused: 1 }, came('failed', '550 nobody')]);
  });
});
