import { Module } from '@nestjs/common';
import { ClosingModule } from '../closing/closing.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { Cleanup } from './cleanup.service.js';
import { CleanupRepository } from './cleanup.repository.js';
import { NeighbourCleanup } from './neighbour-cleanup.service.js';

/** What time makes useless is deleted. */
@Module({
  imports: [ClosingModule, RegistrationModule],
  providers: [Cleanup, CleanupRepository, NeighbourCleanup],
  exports: [Cleanup],
})
export class CleanupModule {}
