import { APPS, FLOORS, IN_BROWSERS, LIBS, PACKAGES } from './scripts/house.mjs';

const SPEC = '\\.spec\\.ts$';
const TESTS = '^(test|scripts)/';
const either = (names) => `(${names.join('|')})`;
const inLib = (...names) => `^libs/${either(names)}/`;

/** One rule for each lib: the libs it may not import. */
const libRules = Object.entries(LIBS).map(([lib, allowed]) => ({
  name: `lib-${lib}-keeps-to-its-row`,
  severity: 'error',
  from: { path: inLib(lib) },
  to: { path: '^libs/', pathNot: inLib(lib, ...allowed) },
}));

/** One rule for each folder of a lib with floors: what it may import of that lib besides itself and the files beside the folders. */
const floorRules = Object.entries(FLOORS).flatMap(([lib, floors]) => {
  const inFolder = (...names) => `^libs/${lib}/src/${either(names)}/`;
  const folders = floors.flat();
  const rooms = floors.flatMap((floor, level) =>
    floor.map((folder) => ({
      name: `${lib}-${folder}-imports-only-from-below`,
      severity: 'error',
      from: { path: inFolder(folder) },
      to: { path: `^libs/${lib}/src/[^/]+/`, pathNot: inFolder(folder, ...floors.slice(0, level).flat()) },
    })),
  );
  return [
    ...rooms,
    {
      name: `${lib}-has-no-folder-without-a-floor`,
      severity: 'error',
      from: { path: `^libs/${lib}/src/[^/]+/`, pathNot: inFolder(...folders) },
      to: {},
    },
  ];
});

const appRules = Object.entries(APPS).map(([app, allowed]) => ({
  name: `app-${app}-keeps-to-its-row`,
  severity: 'error',
  from: { path: `^apps/${app}/` },
  to: { path: '^(apps|test)/', pathNot: `^apps/${either([app, ...allowed])}/` },
}));

const browserRules = Object.entries(IN_BROWSERS).map(([app, libs]) => ({
  name: `app-${app}-runs-in-browsers`,
  severity: 'error',
  from: { path: `^apps/${app}/src/` },
  to: { path: '^libs/', pathNot: [inLib(...libs), '\\.json$'] }, // of data, its types
}));

const packageRules = PACKAGES.map(({ name, packages, only }) => ({
  name,
  severity: 'error',
  from: { path: '^(apps|libs|ormconfig)', pathNot: [...only, SPEC] },
  to: { path: `^node_modules/${either(packages)}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...libRules,
    ...floorRules,
    ...appRules,
    ...browserRules,
    ...packageRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unknown-lib', severity: 'error', from: { path: '^libs/', pathNot: inLib(...Object.keys(LIBS)) }, to: {} },
    { name: 'no-unknown-app', severity: 'error', from: { path: '^apps/', pathNot: `^apps/${either(Object.keys(APPS))}/` }, to: {} },
    {
      name: 'an-app-is-entered-by-its-index',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/[^/]+/src/index\\.ts$'] },
    },
    { name: 'libs-import-no-app-and-no-test', severity: 'error', from: { path: '^libs/', pathNot: SPEC }, to: { path: '^(apps|test)/' } },
    {
      name: 'a-lib-is-entered-by-its-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/(index|tables)\\.ts$'] },
    },
    {
      name: 'apps-enter-libs-by-their-index',
      severity: 'error',
      from: { path: '^(apps|test|scripts|ormconfig)' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/(.*\\.json|(index|tables|testing)\\.ts)$' },
    },
    {
      name: 'no-lib-imports-its-own-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'tables-only-for-the-roots',
      severity: 'error',
      from: {
        pathNot: [
          '^ormconfig\\.ts$',
          '^libs/composition/',
          '^apps/(cli/src/(run-migrations|connections/knock)|castellan/src/testing/tables-state)\\.ts$',
          '^test/support/',
          '^scripts/',
          SPEC,
        ],
      },
      to: { path: '^libs/[^/]+/src/tables\\.ts$' },
    },
    { name: 'no-code-imports-a-spec', severity: 'error', from: {}, to: { path: SPEC } },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^apps/web/'] }, // the pages are built into static files, which import nothing
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-peer'] },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { pathNot: [TESTS, SPEC] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    // what is built is there only after a build
    // what only a bench imports is installed by it, elsewhere
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { pathNot: '^test/bench/peers/' },
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['^libs/rest/src/pages/built/'] }, // made of the sources that are looked at
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false, // each package declares what it imports, whatever its neighbours do
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
