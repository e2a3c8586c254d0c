import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Test } from '@nestjs/testing';
import { AccountEvents } from '../events/account-events.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { FactorProof } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import type { SecondFactor } from '../factors/factor.js';
import { FactorsModule } from '../factors/factors.module.js';
import { SecondFactorProof } from '../factors/second-factor-proof.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import { TOTP } from '../two-factor/second.factors.js';
import { Reauthentication } from './reauthentication.service.js';

const CALLER = { userId: 'ada', sessionId: 'here', aal: 1, amr: ['pwd'], authTime: 0, version: 7, step: 0 } as unknown as Caller;
const CONTEXT = { ip: 'local', userAgent: null, traceId: 'local' };

/** Takes `right`, and nothing else. */
function held(field: string, answer: unknown, second: SecondFactor | null): Promise<Reproven> {
  if (answer !== 'right') return Promise.reject(new ValidationFailed({ errors: { [field]: ['Wrong.'] } }));
  return Promise.resolve({ tokenVersion: 7, second });
}

class First extends FactorProof {
  readonly field = 'password';
  readonly wrong = 'wrong_password';

  prove(_: Caller, answer: unknown): Promise<Reproven> {
    return held(this.field, answer, null);
  }
}

class Second extends SecondFactorProof {
  readonly field = 'code';
  readonly wrong = 'wrong_code';

  prove(_: Caller, answer: unknown): Promise<Reproven> {
    return held(this.field, answer, TOTP);
  }

  kindsOf(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  verify(): Promise<null> {
    return Promise.resolve(null);
  }
}

async function start(isEnabled: boolean) {
  const seen: string[] = [];
  const tell = (what: string) => {
    seen.push(what);
    return Promise.resolve({ transport: 'bearer' });
  };
  const record = ({ event, status, reason = '' }: Readonly<Record<'event' | 'status', string>> & { reason?: string }) =>
    tell(`${event} ${status} ${reason}`.trim());
  const sessions: object = Object.assign(Object.create(OwnSessions.prototype) as object, {
    renew: (...[id, version]: Parameters<OwnSessions['renew']>) => tell(`renewed ${id} ${version}`),
    raise: (...[id, version, methods]: Parameters<OwnSessions['raise']>) => tell(`raised ${id} ${version} ${methods.join()}`),
  });
  const app = await Test.createTestingModule({
    imports: [FactorsModule],
    providers: [
      Reauthentication,
      ProofRecords,
      { provide: AccountEvents, useValue: { record } },
      { provide: TwoFactor, useValue: { isEnabled: () => Promise.resolve(isEnabled) } },
      { provide: OwnSessions, useValue: sessions },
      { provide: Transaction, useValue: { run: <T>(work: () => Promise<T>) => work() } },
      First,
      Second,
    ],
  }).compile();
  await app.init();
  const service = app.get(Reauthentication);
  return { seen, prove: (answers: object) => service.prove(CALLER, { ...answers }, CONTEXT) };
}

describe(Reauthentication.name, () => {
  it('renews the session of whoever has no second factor', async () => {
    const { seen, prove } = await start(false);
    await prove({ password: 'right' });
    expect(seen).toEqual(['reauthenticated success', 'renewed here 7']);
  });

  it('raises the session of whoever has one to level 2', async () => {
    const { seen, prove } = await start(true);
    await prove({ code: 'right' });
    expect(seen).toEqual(['reauthenticated success', 'raised here 7 otp,mfa']);
  });

  it('takes no first factor in the place of a second one that is on', async () => {
    const { seen, prove } = await start(true);
    await expect(prove({ password: 'right' })).rejects.toMatchObject({ extras: { errors: { code: ['Wrong.'] } } });
    expect(seen).toEqual(['reauthenticated failure wrong_code']);
  });

  it('takes no second factor from whoever has none on', async () => {
    const { seen, prove } = await start(false);
    await expect(prove({ code: 'right' })).rejects.toMatchObject({ extras: { errors: { password: ['Wrong.'] } } });
    expect(seen).toEqual(['reauthenticated failure wrong_password']);
  });
});
