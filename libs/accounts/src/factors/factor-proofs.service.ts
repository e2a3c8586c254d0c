import { providersExtending } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { FactorProof } from './factor-proof.js';
import type { Answers } from './factor-proof.js';
import type { FirstFactor } from './factor.js';
import { KeptFactor } from './kept-factor.js';
import { SecondFactorProof } from './second-factor-proof.js';

/** Finds the app's `FactorProof`s at the start, and chooses among them; and the factors that can be removed (`KeptFactor`). */
@Injectable()
export class FactorProofs implements OnModuleInit {
  private firsts: readonly FactorProof[] = [];
  private seconds: readonly SecondFactorProof[] = [];
  private kept: readonly KeptFactor[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const all = providersExtending(this.discovery, FactorProof);
    this.kept = providersExtending(this.discovery, KeptFactor);
    this.firsts = inOrder(all.filter((proof) => !(proof instanceof SecondFactorProof)));
    this.seconds = inOrder(all.filter((proof) => proof instanceof SecondFactorProof));
  }

  /** The proof that the answers are for: the first that was answered, else the first of all. */
  first(answers: Answers): FactorProof {
    return chosen(this.firsts, answers);
  }

  /** As `first`, of second factors. */
  second(answers: Answers): SecondFactorProof {
    return chosen(this.seconds, answers);
  }

  /** Is there still what a sign-in that waits began with? */
  async stands(userId: string, first: FirstFactor): Promise<boolean> {
    for (const factor of this.kept) if (!(await factor.stands(userId, first))) return false;
    return true;
  }

  /** What the user can answer with in a second step; `first` is what the sign-in began with. */
  async secondKindsOf(userId: string, first: FirstFactor | null): Promise<readonly string[]> {
    const kinds: string[] = [];
    for (const proof of this.seconds) kinds.push(...(await proof.kindsOf(userId, first)));
    return kinds;
  }
}

/** @throws for two that read the same field */
function inOrder<T extends FactorProof>(proofs: readonly T[]): readonly T[] {
  const readers = new Map<string, string>();
  for (const { field, constructor } of proofs) {
    const other = readers.get(field);
    if (other !== undefined) throw new Error(`${constructor.name} and ${other} both read the field "${field}".`);
    readers.set(field, constructor.name);
  }
  return [...proofs].sort((one, other) => Number(other.comesFirst) - Number(one.comesFirst));
}

/** Where none is known, nobody gets past the step. */
function chosen<T extends FactorProof>(proofs: readonly T[], answers: Answers): T {
  const proof = proofs.find(({ field }) => (answers[field] ?? null) !== null) ?? proofs[0];
  if (!proof)
    throw new Error(
      'No FactorProof for this step is among the providers of the app: import the modules that bring some, such as PasswordsModule.',
    );
  return proof;
}
