export { PortingModule } from './porting.module.js';
export type { PortingModuleOptions } from './porting.module.js';
export type { PortedUser } from './records/ported-user.js';
export { REFUSAL_REASONS } from './records/refusal.js';
export type { Refusal, RefusalReason, Remark } from './records/refusal.js';
export type { PortingReport } from './records/report.js';
export { UserImport } from './merging/user-import.service.js';
export type { ImportOptions } from './merging/user-import.service.js';
export type { PortedBatch } from './records/ported-batch.js';
