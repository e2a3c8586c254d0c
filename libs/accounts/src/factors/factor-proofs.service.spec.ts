import { Module } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FactorProof } from './factor-proof.js';
import type { Answers } from './factor-proof.js';
import { FactorProofs } from './factor-proofs.service.js';
import { FactorsModule } from './factors.module.js';

class Proof extends FactorProof {
  readonly wrong = 'wrong';

  constructor(
    readonly step: FactorProof['step'],
    readonly field: string,
    override readonly comesFirst = false,
  ) {
    super();
  }

  prove() {
    return Promise.resolve({ tokenVersion: 1, second: null });
  }
}

const proof = (...given: ConstructorParameters<typeof Proof>): Provider => ({ provide: Symbol('proof'), useValue: new Proof(...given) });

/** Of an app whose modules bring these proofs. */
async function proofsOf(providers: Provider[]): Promise<FactorProofs> {
  @Module({ providers })
  class Elsewhere {}

  const app = await Test.createTestingModule({ imports: [FactorsModule, Elsewhere] }).compile();
  await app.init();
  return app.get(FactorProofs);
}

describe(FactorProofs.name, () => {
  const house = [
    proof('first', 'otp_code'),
    proof('second', 'credential'),
    proof('second', 'code', true),
    proof('first', 'password', true),
  ];

  it.each<[string, FactorProof['step'], Answers, string]>([
    ['the one that was answered', 'first', { otp_code: '1' }, 'otp_code'],
    ['the one that comes first, of several', 'first', { otp_code: '1', password: '2' }, 'password'],
    ['the one that comes first, of none', 'first', { otp_code: null }, 'password'],
    ['no first factor where a second one is demanded', 'second', { otp_code: '1', password: '2' }, 'code'],
    ['a second factor that does not come first', 'second', { password: '1', credential: {} }, 'credential'],
    ['no second factor in the place of a first one', 'first', { code: '1', credential: {} }, 'password'],
    ['what was answered with nothing, as any answer', 'first', { otp_code: '' }, 'otp_code'],
  ])('chooses %s', async (_, step, answers, field) => {
    const chosen = (await proofsOf(house)).for(step, answers);
    expect([chosen.step, chosen.field]).toEqual([step, field]);
  });

  it('lets nobody through where no module brings a proof', async () => {
    const none = await proofsOf([proof('first', 'password')]);
    expect(() => none.for('second', { password: '1' })).toThrow('No FactorProof of the second step');
  });

  it('refuses to start with two proofs that read the same field', async () => {
    await expect(proofsOf([...house, proof('first', 'password')])).rejects.toThrow('both read "password"');
    await expect(proofsOf([...house, proof('second', 'password')])).resolves.toBeDefined();
  });
});
