import { Module } from '@nestjs/common';
import { AccountEvents } from './account-events.service.js';
import { OperatorRecords } from './operator-records.service.js';
import { ProofRecords } from './proof-records.service.js';

/** The history of what happens to accounts, and the signals that tell of it. */
@Module({
  providers: [AccountEvents, OperatorRecords, ProofRecords],
  exports: [AccountEvents, OperatorRecords, ProofRecords],
})
export class EventsModule {}
