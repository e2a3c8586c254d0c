// Whether the types of a package in two formats compile for who imports it from ESM and from CommonJS, by each way to find a module that
// TypeScript has; attw tells which file is found, the compiler whether it may be taken from there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { STAGING } from './stage.mjs';

const WAYS = {
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler },
};
const STRICT = { strict: true, noEmit: true, types: ['node'], target: ts.ScriptTarget.ES2023 };

/** @returns a line for each fault in our own declarations, or in who imports them */
export function notCompiling(packages) {
  const entries = packages.filter(({ isDual }) => isDual).flatMap(({ name, manifest }) => entriesOf(name, manifest));
  const importers = ['cts', 'mts'].map((ending) => importer(`importer.${ending}`, entries));
  return Object.entries(WAYS).flatMap(([way, options]) => faultsIn(ts.createProgram(importers, { ...STRICT, ...options }), way));
}

const entriesOf = (name, { exports }) => Object.keys(exports).flatMap((entry) => (entry.endsWith('.json') ? [] : join(name, entry)));

function importer(file, entries) {
  const path = join(STAGING, '..', file);
  const lines = entries.map(
    (entry, index) => `import * as of${index} from '${entry}';\nexport const values${index} = Object.values(of${index});`,
  );
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** What others declare is not ours to mend. */
function faultsIn(program, way) {
  const ours = program.getSourceFiles().filter(({ fileName }) => /\/dist\/staging\/(importer\.|node_modules\/)/.test(fileName));
  const faults = ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return faults.map(({ file, messageText, code }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${file.fileName.split('/dist/staging/')[1]}, ${way}: TS${code} ${text}`;
  });
}
