import { localOperator } from '@castellan/accounts';
import { UserExport } from '@castellan/porting';
import type { TestApp } from '../app/test-app.js';
import { fixture, importDjango } from './django-people.js';

/** Some users are brought along, and all are handed on. */
export async function auditedPorting(app: TestApp): Promise<void> {
  await importDjango(app, fixture('s4.json'));
  await app.get(UserExport).run({ operator: localOperator(), write: () => Promise.resolve() });
}
