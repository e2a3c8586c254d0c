import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { UsersModule } from '../users/users.module.js';
import { CodeLanes } from './code-lanes.service.js';
import { OtpDelivery } from './otp-delivery.service.js';
import { OtpReproof } from './otp-reproof.service.js';
import { OwnOtp } from './own-otp.service.js';

/** One-time codes to addresses and numbers of known users. */
@Module({
  imports: [DevicesModule, UsersModule],
  providers: [CodeLanes, OtpDelivery, OtpReproof, OwnOtp],
  exports: [CodeLanes, OtpDelivery, OwnOtp],
})
export class OneTimeCodesModule {}
