// The API reference, as pages made from the doc comments: npm run docs:api
import { promised } from './scripts/api/entries.mjs';

export default {
  name: 'Castellan',
  entryPoints: promised().flatMap(({ entries }) => entries.map(({ file }) => file)),
  tsconfig: 'tsconfig.build.json',
  out: 'dist/docs/api',
  readme: 'docs/reference/public-api.md',
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  skipErrorChecking: true, // `npm run check` has looked
  disableSources: true,
  includeVersion: true,
  validation: { notExported: false, invalidLink: true, invalidPath: false, notDocumented: false },
  treatValidationWarningsAsErrors: true,
};
