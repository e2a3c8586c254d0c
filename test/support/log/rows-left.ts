import { AuditLog } from '@castellan/log';
import type { AuditContent } from '@castellan/log';
import type { TestApp } from '../app/test-app.js';

/** What the work left in the audit log, the oldest first. */
export async function rowsLeftBy(app: Pick<TestApp, 'get'>, work: () => Promise<unknown>): Promise<readonly AuditContent[]> {
  const [last] = await app.get(AuditLog).search({ limit: 1 });
  await work();
  const rows = await app.get(AuditLog).search({ limit: 100 });
  return rows.filter(({ seq }) => seq > (last?.seq ?? 0)).toReversed();
}
