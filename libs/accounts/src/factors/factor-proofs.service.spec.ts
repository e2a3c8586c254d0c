import { Module } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FactorProof } from './factor-proof.js';
import type { Answers } from './factor-proof.js';
import { FactorProofs } from './factor-proofs.service.js';
import { FactorsModule } from './factors.module.js';
import { SecondFactorProof } from './second-factor-proof.js';

class First extends FactorProof {
  readonly wrong = 'wrong';

  constructor(
    readonly field: string,
    override readonly comesFirst = false,
  ) {
    super();
  }

  prove() {
    return Promise.resolve({ tokenVersion: 1, second: null });
  }
}

class Second extends SecondFactorProof {
  readonly wrong = 'wrong';

  constructor(
    readonly field: string,
    override readonly comesFirst = false,
  ) {
    super();
  }

  prove() {
    return Promise.resolve({ tokenVersion: 1, second: null });
  }

  kindsOf(userId: string) {
    return Promise.resolve([`${this.field} of ${userId}`]);
  }

  verify() {
    return Promise.resolve(null);
  }
}

const provided = (proof: FactorProof): Provider => ({ provide: Symbol('proof'), useValue: proof });

/** Of an app whose modules bring these proofs. */
async function proofsOf(...proofs: readonly FactorProof[]): Promise<FactorProofs> {
  @Module({ providers: proofs.map(provided) })
  class Elsewhere {}

  const app = await Test.createTestingModule({ imports: [FactorsModule, Elsewhere] }).compile();
  await app.init();
  return app.get(FactorProofs);
}

describe(FactorProofs.name, () => {
  const house = [new First('otp_code'), new Second('credential'), new Second('code', true), new First('password', true)];

  it.each<[string, Answers, string]>([
    ['the one that was answered', { otp_code: '1' }, 'otp_code'],
    ['the one that comes first, of several', { otp_code: '1', password: '2' }, 'password'],
    ['the one that comes first, of none', { otp_code: null }, 'password'],
    ['no second factor in its place', { code: '1', credential: {} }, 'password'],
    ['what was answered with nothing, as any answer', { otp_code: '' }, 'otp_code'],
  ])('chooses as first factor %s', async (_, answers, field) => {
    expect((await proofsOf(...house)).first(answers).field).toBe(field);
  });

  it.each<[string, Answers, string]>([
    ['the one that was answered', { password: '1', credential: {} }, 'credential'],
    ['the one that comes first, of none', {}, 'code'],
    ['no first factor in its place', { otp_code: '1', password: '2' }, 'code'],
  ])('chooses as second factor %s', async (_, answers, field) => {
    expect((await proofsOf(...house)).second(answers).field).toBe(field);
  });

  it('names the second factors of a user, those of every folder', async () => {
    expect(await (await proofsOf(...house)).secondKindsOf('ada', null)).toEqual(['code of ada', 'credential of ada']);
  });

  it('lets nobody through where no module brings a proof', async () => {
    const none = await proofsOf(new First('password'));
    expect(() => none.second({ password: '1' })).toThrow('No FactorProof for this step');
  });

  it('refuses to start with two proofs that read the same field', async () => {
    await expect(proofsOf(...house, new First('password'))).rejects.toThrow('both read the field "password"');
    await expect(proofsOf(...house, new Second('password'))).resolves.toBeDefined();
  });
});
