import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditLogRepository } from './audit-log.repository.js';
import { AuditLog } from './audit-log.service.js';
import { AuditVerification } from './audit-verification.service.js';
import { AUDIT_OPTIONS } from './audit.options.js';
import type { AuditOptions } from './audit.options.js';

/** What operators did, signed. Needs the global `DataModule`. */
@Module({})
export class AuditModule {
  static forRoot(options: AuditOptions): DynamicModule {
    return {
      module: AuditModule,
      providers: [{ provide: AUDIT_OPTIONS, useValue: options }, AuditLog, AuditLogRepository, AuditVerification],
      exports: [AuditLog, AuditVerification],
    };
  }
}
