import { Module } from '@nestjs/common';
import { AuthEventList } from './auth-event-list.js';
import { AuthEventsRepository } from './auth-events.repository.js';
import { AuthEvents } from './auth-events.service.js';
import { EventWriter } from './event-writer.service.js';
import { IncidentsRepository } from './incidents/incidents.repository.js';
import { SecurityIncidents } from './incidents/security-incidents.service.js';
import { UserHistory } from './user-history.service.js';

@Module({
  providers: [AuthEvents, AuthEventList, AuthEventsRepository, EventWriter, IncidentsRepository, SecurityIncidents, UserHistory],
  exports: [AuthEvents, AuthEventList, SecurityIncidents, UserHistory],
})
export class LogModule {}
