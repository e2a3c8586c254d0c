// TypeScript to JavaScript, declarations and source maps, into dist/.packages/{esm,cjs}/<folder of the package>/src.
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../run.mjs';

/** @throws what the compiler says, as text */
export function compile(packages) {
  const { options, fileNames } = configuration();
  emit(fileNames, { ...options, outDir: join(options.outDir, 'esm') });
  const dual = packages.filter(({ isDual }) => isDual).map(({ folder }) => join(ROOT, folder, 'src/'));
  const files = fileNames.filter((file) => dual.some((folder) => file.startsWith(folder)));
  emit(files, { ...options, ...BARE, outDir: join(options.outDir, 'esm') });
  emit(files, { ...options, ...BARE, ...COMMONJS, outDir: join(options.outDir, 'cjs') });
}

/** Small, as everybody downloads them: the comments are in the declarations of the first pass. */
const BARE = { declaration: false, removeComments: true };

/** For Jest alone, since Node takes the other copy: small, and nobody steps through it. */
const COMMONJS = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  sourceMap: false,
  inlineSources: false,
};

function configuration() {
  const path = join(ROOT, 'tsconfig.packages.json');
  return ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, ROOT, undefined, path);
}

function emit(fileNames, options) {
  const program = ts.createProgram(fileNames, options);
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, HOST));
}

const HOST = { getCurrentDirectory: () => ROOT, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
