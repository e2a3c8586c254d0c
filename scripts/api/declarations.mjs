// Writes the declarations of all packages side by side, each as a package that the others find by its name.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../run.mjs';
import { packages, promised } from './entries.mjs';

/** Classes that a container constructs: what it hands them is no business of who imports them. */
const CONSTRUCTED_BY_NEST = new Set(['Injectable', 'Module', 'Catch', 'Controller', 'WebSocketGateway']);
const CALLED_BY_NEST = /^(onModuleInit|onApplicationBootstrap|onModuleDestroy|beforeApplicationShutdown|onApplicationShutdown|configure)$/;
const HOOKS = /^(OnModuleInit|OnApplicationBootstrap|OnModuleDestroy|BeforeApplicationShutdown|OnApplicationShutdown|NestModule)$/;

export const declarationOf = (file) => file.replace(/\.ts$/, '.d.ts');

/** The folder must lie in the project, whose packages the declarations import. */
export function writeDeclarations(folder) {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.build.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const program = ts.createProgram(
    promised().flatMap(({ entries }) => entries.map(({ file }) => join(ROOT, file))),
    // Their order in unions would else depend on which file is read first.
    { ...options, outDir: folder, declaration: true, emitDeclarationOnly: true, noCheck: true, stableTypeOrdering: true, sourceMap: false },
  );
  const { diagnostics } = program.emit(undefined, undefined, undefined, true, { afterDeclarations: [withoutWhatNestUses] });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, host));
  for (const one of packages()) link(folder, one);
}

const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' };

function withoutWhatNestUses(context) {
  const visit = (node) => {
    if (!ts.isClassDeclaration(node)) return ts.visitEachChild(node, visit, context);
    const { modifiers, name, typeParameters, heritageClauses, members } = node;
    const kept = members.filter((member) => !isNests(member, node));
    const clauses = heritageClauses?.map((clause) => withoutHooks(clause, context.factory)).filter(({ types }) => types.length > 0);
    return context.factory.updateClassDeclaration(node, modifiers, name, typeParameters, clauses, kept);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

function withoutHooks(clause, factory) {
  const types = clause.types.filter(({ expression }) => !HOOKS.test(expression.text ?? ''));
  return factory.updateHeritageClause(clause, types);
}

function isNests(member, declared) {
  if (!ts.isConstructorDeclaration(member)) return member.name !== undefined && CALLED_BY_NEST.test(member.name.text ?? '');
  const decorators = ts.getDecorators(ts.getOriginalNode(declared)) ?? [];
  return decorators.some(({ expression }) => CONSTRUCTED_BY_NEST.has(expression.expression?.getText()));
}

function link(folder, { name, folder: own, entries }) {
  const exports = entries.map(({ path, file }) => [path, { types: `./${declarationOf(file).slice(own.length + 1)}` }]);
  const manifest = { name, version: '0.0.0', type: 'module', exports: Object.fromEntries(exports) };
  mkdirSync(join(folder, own), { recursive: true });
  writeFileSync(join(folder, own, 'package.json'), JSON.stringify(manifest));
  const place = join(folder, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(folder, own), place, 'dir');
}
