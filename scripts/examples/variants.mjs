// What each example is tried with: the same sources, by the Nest and in the format that hosts have.
export const VARIANTS = [
  { example: 'shop', nest: 11, type: 'commonjs' },
  { example: 'orders', nest: 12, type: 'module' },
  { example: 'shop', nest: 12, type: 'module' },
  { example: 'orders', nest: 11, type: 'commonjs' },
];

/** Without a test of its own: Chromium tells its story (test/e2e/client). */
export const BROWSER = { example: 'browser', nest: 12, type: 'module' };

/** Those that come along with Nest, and have its major version. */
const OF_NEST = ['common', 'core', 'passport', 'platform-express', 'platform-fastify', 'swagger', 'testing', 'typeorm'];

/** The package.json of an example, with this variant's Nest and format, and ours from their tarballs: `tarballs` by name. */
export function manifestOf(manifest, { nest, type }, tarballs) {
  const versions = (dependencies = {}) =>
    Object.fromEntries(Object.entries(dependencies).map(([name, range]) => [name, tarballs[name] ?? rangeOf(name, range, nest)]));
  const dependencies = versions(manifest.dependencies);
  const others = Object.entries(tarballs).filter(([name]) => !(name in dependencies));
  const devDependencies = versions(manifest.devDependencies);
  return { ...manifest, type, dependencies, devDependencies, overrides: Object.fromEntries(others) };
}

const rangeOf = (name, range, nest) => (OF_NEST.some((part) => name === `@nestjs/${part}`) ? `^${nest}.0.0` : range);
