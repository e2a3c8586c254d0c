import { Module } from '@nestjs/common';
import { SecurityMonitor } from './security-monitor.service.js';

/** Tells operators of security incidents. */
@Module({
  providers: [SecurityMonitor],
  exports: [SecurityMonitor],
})
export class MonitoringModule {}
