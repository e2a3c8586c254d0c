import { Module } from '@nestjs/common';
import { RegistrationsRepository } from './registrations.repository.js';

/** Sign-ups that wait for the proof of their address. */
@Module({
  providers: [RegistrationsRepository],
  exports: [RegistrationsRepository],
})
export class PendingRegistrationsModule {}
