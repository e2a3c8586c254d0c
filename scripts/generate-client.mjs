// Writes the types of the client from the OpenAPI document that is checked in.
//   node --import ./scripts/typescript.mjs scripts/generate-client.mjs [file]
import { writeFileSync } from 'node:fs';
import openapiTs, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const HEAD = '// Made from openapi.json by `npm run generate`.\n\n';
const BLOB = ts.factory.createTypeReferenceNode('Blob');

const ast = await openapiTs(new URL('../openapi.json', import.meta.url), {
  silent: true,
  transform: ({ format }) => (format === 'binary' ? BLOB : undefined), // a file, and no text of its bytes
});
writeFileSync(process.argv[2] ?? 'libs/client/src/schema.ts', HEAD + astToString(ast));
