import { join } from 'node:path';
import { localOperator } from '@castellan/accounts';
import { DjangoImport } from '@castellan/porting';
import type { DjangoImportOptions, PortingReport } from '@castellan/porting';
import type { TestApp } from '../app/test-app.js';

/** Made up, as everything of the fixtures (test/fixtures/django/recipe/people.py). */
export const DJANGO_PASSWORD = 'old oak by the mill 4';
export const DJANGO_TOTP = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures/django', name);

/** As the command does it. */
export const importDjango = (app: TestApp, from: string, more: Partial<DjangoImportOptions> = {}): Promise<PortingReport> =>
  app.get(DjangoImport).run(from, { source: 'django', operator: localOperator(), ...more });
