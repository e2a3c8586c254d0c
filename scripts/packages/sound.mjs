// Whether a packed package can be used: its fields, files and formats (publint), its types as each kind of importer resolves them (attw).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PACKED } from './pack.mjs';

/** @returns a line for each fault of the tarball */
export async function faultsOf({ filename, isDual }) {
  const tarball = new Uint8Array(readFileSync(join(PACKED, filename)));
  const faults = [...(await wrongFields(tarball)), ...(await wrongTypes(tarball, isDual))];
  return faults.map((fault) => `${filename}: ${fault}`);
}

async function wrongFields(tarball) {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }));
}

async function wrongTypes(tarball, isDual) {
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(tarball));
  if (!types) return ['no types'];
  // What is ESM alone is required as ESM: Node 20.19 can, and so can TypeScript 5.8.
  return problems.filter(({ kind }) => isDual || kind !== 'CJSResolvesToESM').map((problem) => JSON.stringify(problem));
}
