import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { UsersModule } from '../users/users.module.js';
import { BanEnding } from './ban-ending.service.js';
import { BansRepository } from './bans.repository.js';

/** The end of bans that have one. */
@Module({ imports: [EventsModule, UsersModule], providers: [BanEnding, BansRepository], exports: [BanEnding] })
export class BansModule {}
