import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuthEventList } from './auth-event-list.js';
import { AuthEventsRepository } from './auth-events.repository.js';
import { AuthEvents } from './auth-events.service.js';
import { EventWriter } from './event-writer.service.js';
import { IncidentsRepository } from './incidents/incidents.repository.js';
import { SecurityIncidents } from './incidents/security-incidents.service.js';
import { LOG_OPTIONS } from './log.options.js';
import type { LogOptions } from './log.options.js';
import { TypedNames } from './typed-names.js';
import { UserHistory } from './user-history.service.js';
import { EventsPorting } from './events-porting.service.js';

const PROVIDERS = [
  AuthEvents,
  AuthEventList,
  AuthEventsRepository,
  EventsPorting,
  EventWriter,
  IncidentsRepository,
  SecurityIncidents,
  TypedNames,
  UserHistory,
];

/** The history of attempts. Needs the global `DataModule`. */
@Module({})
export class LogModule {
  static forRoot(options: LogOptions): DynamicModule {
    return {
      module: LogModule,
      providers: [{ provide: LOG_OPTIONS, useValue: options }, ...PROVIDERS],
      exports: [AuthEvents, AuthEventList, EventsPorting, SecurityIncidents, UserHistory],
    };
  }
}
