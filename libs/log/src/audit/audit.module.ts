import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditList } from './audit-list.js';
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
      providers: [{ provide: AUDIT_OPTIONS, useValue: options }, AuditList, AuditLog, AuditLogRepository, AuditVerification],
      exports: [AuditList, AuditLog, AuditVerification],
    };
  }
}
