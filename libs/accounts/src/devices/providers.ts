import { DeviceReuse } from './device-reuse.service.js';
import { DevicesRepository } from './devices.repository.js';
import { KnownDevices } from './known-devices.service.js';
import { UserDevices } from './user-devices.service.js';

export const DEVICES_PROVIDERS = [DeviceReuse, DevicesRepository, KnownDevices, UserDevices];
