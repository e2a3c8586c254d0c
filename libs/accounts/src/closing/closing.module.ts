import { Module } from '@nestjs/common';
import { AdministrationModule } from '../administration/administration.module.js';
import { EventsModule } from '../events/events.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AccountClosing } from './account-closing.service.js';
import { AccountErasure } from './account-erasure.service.js';
import { AccountExport } from './account-export.service.js';
import { AccountExportRepository } from './account-export.repository.js';
import { PlannedErasure } from './planned-erasure.service.js';
import { ClosingNotice } from './closing-notice.service.js';
import { ClosedUsersRepository } from './closed-users.repository.js';

/** Closing, erasing and exporting an account. */
@Module({
  imports: [AdministrationModule, EventsModule, InvalidationModule, SessionsModule],
  providers: [ClosedUsersRepository, AccountClosing, AccountErasure, AccountExport, AccountExportRepository, ClosingNotice, PlannedErasure],
  exports: [AccountClosing, AccountErasure, AccountExport, PlannedErasure],
})
export class ClosingModule {}
