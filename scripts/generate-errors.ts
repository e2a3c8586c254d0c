// Writes the list of error codes: tsx scripts/generate-errors.ts [file]
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { renderErrorsPage } from '@castellan/rest';

writeFileSync(process.argv[2] ?? 'docs/reference/errors.md', renderErrorsPage());
