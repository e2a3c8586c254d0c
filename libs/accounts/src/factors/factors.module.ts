import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FactorProofs } from './factor-proofs.service.js';

/** What every factor says of itself, and the proofs that the folders of factors bring. */
@Module({ imports: [DiscoveryModule], providers: [FactorProofs], exports: [FactorProofs] })
export class FactorsModule {}
