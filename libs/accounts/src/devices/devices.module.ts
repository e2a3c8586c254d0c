import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { UsersModule } from '../users/users.module.js';
import { DeviceReuse } from './device-reuse.service.js';
import { DevicesRepository } from './devices.repository.js';
import { KnownDevices } from './known-devices.service.js';

/** The browsers and apps that an account knows. */
@Module({
  imports: [EventsModule, UsersModule],
  providers: [DeviceReuse, DevicesRepository, KnownDevices],
  exports: [DevicesRepository, KnownDevices],
})
export class DevicesModule {}
