// What API Extractor says of declarations: the exported names with their signatures, sorted, and those without a doc comment.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { declarationOf } from './declarations.mjs';
import { unpromised } from './entries.mjs';
import { tidy, undocumentedIn } from './report-text.mjs';

/** What is `@internal` is left out: no promise. */
const VARIANT = 'public';
const COMPILER = {
  target: 'es2023',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  experimentalDecorators: true,
  esModuleInterop: true,
};

/** `{ reports: [{ name, text }], undocumented: ['<entry>: <name>'] }` of packages whose declarations were written to the folder. */
export function reportsOf(packages, declarations) {
  const files = packages.flatMap(({ entries }) => entries.map(({ file }) => join(declarations, declarationOf(file))));
  mkdirSync(join(declarations, 'reports'));
  writeFileSync(join(declarations, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER, files }));
  const entries = packages.flatMap((one) => one.entries.map((entry) => configured(one, entry, declarations)));
  const compilerState = CompilerState.create(entries[0].config, { additionalEntryPoints: files.slice(1) }); // one for all: it is what takes time
  const texts = entries.map((entry) => ({ ...entry, text: extracted(entry, compilerState) }));
  const reports = packages.map(({ name }) => ({
    name,
    text: texts
      .filter((one) => one.package === name)
      .map(section)
      .join(''),
  }));
  return { reports, undocumented: texts.flatMap(({ name, text }) => undocumentedIn(text).map((each) => `${name}: ${each}`)) };
}

const section = ({ name, text }) => `\n// ${name}\n\n${tidy(text)}`;

function configured({ name, folder }, entry, declarations) {
  const configObject = {
    projectFolder: declarations,
    mainEntryPointFilePath: join(declarations, declarationOf(entry.file)),
    bundledPackages: unpromised().map((one) => one.name), // what others hand on of these is a promise of theirs
    compiler: { tsconfigFilePath: join(declarations, 'tsconfig.json') },
    newlineKind: 'lf',
    apiReport: {
      enabled: true,
      reportFileName: entry.name.replaceAll('/', '-'),
      reportVariants: [VARIANT],
      reportFolder: join(declarations, 'reports'),
      reportTempFolder: join(declarations, 'reports', 'temp'),
      includeForgottenExports: true, // a type that a signature names is a part of it
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
  };
  const packageJsonFullPath = join(declarations, folder, 'package.json');
  return { package: name, name: entry.name, config: ExtractorConfig.prepare({ configObject, packageJsonFullPath }) };
}

function extracted({ config }, compilerState) {
  const messageCallback = (message) => (message.handled = true);
  Extractor.invoke(config, { localBuild: true, compilerState, messageCallback });
  const [{ fileName }] = config.reportConfigs;
  const [, code] = /```ts\n\n(.*?)```/s.exec(readFileSync(join(config.reportFolder, fileName), 'utf8'));
  return code;
}
