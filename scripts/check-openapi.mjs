// Whether openapi.json is what generators and people like: Spectral's rules for OpenAPI, all of them but two. Redocly's are run beside.
//   node scripts/check-openapi.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import spectral from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { ROOT } from './run.mjs';

/** Chapters come in the order that somebody new reads them; whom to ask is not the document's to say, since everybody runs their own. */
const OFF = { 'openapi-tags-alphabetical': 'off', 'contact-properties': 'off' };

const linter = new spectral.Spectral();
linter.setRuleset({ extends: [[oas, 'all']], rules: OFF });
const found = await linter.run(JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')));
for (const { code, path, message } of found) console.error(`${code}: ${path.join('.')}: ${message}`);
process.exitCode = found.length === 0 ? 0 : 1;
