// Writes the page of every variable: generate-configuration.ts [file]
import { writeFileSync } from 'node:fs';
import { renderConfigurationPage } from '@castellan/config';

writeFileSync(process.argv[2] ?? 'docs/operations/configuration.md', renderConfigurationPage());
