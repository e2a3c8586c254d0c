import { providersExtending } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { FactorProof, proofFor } from './factor-proof.js';
import type { Answers } from './factor-proof.js';

/** Finds the app's `FactorProof`s at the start, and chooses among them. */
@Injectable()
export class FactorProofs implements OnModuleInit {
  private proofs: readonly FactorProof[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.proofs = providersExtending(this.discovery, FactorProof);
    refuseClashes(this.proofs);
  }

  /** The one that the answers are for. Where none of the step is known, nobody gets past it. */
  for(step: FactorProof['step'], answers: Answers): FactorProof {
    const proof = proofFor(this.proofs, step, answers);
    if (!proof) throw new Error(`No FactorProof of the ${step} step is among the app's providers.`);
    return proof;
  }
}

function refuseClashes(proofs: readonly FactorProof[]): void {
  const taken = new Map<string, string>();
  for (const { step, field, constructor } of proofs) {
    const other = taken.get(`${step}:${field}`);
    if (other !== undefined) throw new Error(`${constructor.name} and ${other} both read "${field}" as proof of the ${step} step.`);
    taken.set(`${step}:${field}`, constructor.name);
  }
}
