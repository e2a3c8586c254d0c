// The declarations of a package in two formats: those of the ESM copy, for who requires it, too. A class with private members would be
// another type in a second declaration, which no lib that was built on the first would take. A type may be taken from ESM anywhere
// (resolution-mode, TypeScript 5.3), a value may not; so each value is declared anew, with the type that it has there.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { STAGING } from './stage.mjs';

const OPTIONS = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: ['node'] };

/** Writes what the field `types` of each entry names for `require`. */
export function declareOnce(packages) {
  const entries = packages.filter(({ isDual }) => isDual).flatMap(({ name }) => entriesOf(join(STAGING, name)));
  const program = ts.createProgram(
    entries.map(({ model }) => model),
    OPTIONS,
  );
  for (const { model, target } of entries) writeFileSync(target, declarationsOf(program, model));
}

function entriesOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const targets = Object.values(exports).flatMap((entry) => entry.require?.types ?? []);
  return targets.map((path) => ({ target: join(folder, path), model: join(folder, dirname(path), '..', basename(path)) }));
}

function declarationsOf(program, model) {
  const checker = program.getTypeChecker();
  const values = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(model))).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return isValue(exported, symbol) ? declarationOf(exported.name, symbol) : [];
  });
  const from = `from '../${basename(model, '.d.ts')}.js' with { 'resolution-mode': 'import' };`;
  return [`import type * as esm ${from}`, `export type * ${from}`, ...values, ''].join('\n');
}

/** `export type { … }` exports the type of a class alone. */
function isValue(exported, { flags }) {
  const isTypeAlone = exported.declarations.some(
    (declaration) => ts.isExportSpecifier(declaration) && declaration.parent.parent.isTypeOnly,
  );
  return !isTypeAlone && (flags & ts.SymbolFlags.Value) !== 0;
}

function declarationOf(name, symbol) {
  const value = `export declare const ${name}: typeof esm.${name};`;
  if ((symbol.flags & ts.SymbolFlags.Type) === 0) return [value];
  const parameters = symbol.declarations.flatMap(({ typeParameters = [] }) => typeParameters);
  const given = listOf(parameters.map((parameter) => parameter.name.text));
  return [value, `export type ${name}${listOf(parameters.map((parameter) => parameter.getText()))} = esm.${name}${given};`];
}

const listOf = (names) => (names.length === 0 ? '' : `<${names.join(', ')}>`);
