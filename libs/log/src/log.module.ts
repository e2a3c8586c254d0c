import { Module } from '@nestjs/common';
import { AuthEventsRepository } from './auth-events.repository.js';
import { AuthEvents } from './auth-events.service.js';
import { EventWriter } from './event-writer.service.js';
import { UserHistory } from './user-history.service.js';

@Module({ providers: [AuthEvents, AuthEventsRepository, EventWriter, UserHistory], exports: [AuthEvents, UserHistory] })
export class LogModule {}
