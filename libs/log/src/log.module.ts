import { Module } from '@nestjs/common';
import { AuthEvents } from './auth-events.service.js';

@Module({ providers: [AuthEvents], exports: [AuthEvents] })
export class LogModule {}
