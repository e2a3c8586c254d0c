import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * What several pages are made of comes in one file: a request for each part costs more than the parts that a page could do without. What
 * talks with authenticators is no such part: it comes when somebody has a use for it.
 */
const SHARED = /node_modules.(?!@simplewebauthn)|libs.client|apps.web.src.(app|components)/;

/** Builds the pages into the folder that `libs/rest` serves. Addresses are relative: the service may be below a path. */
export default defineConfig({
  root: from('.'),
  base: './',
  resolve: { alias: { '@castellan/client': from('../../libs/client/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [packed()],
  build: {
    target: 'es2022',
    outDir: from('../../libs/rest/src/pages/built'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0, // the policy of the pages allows files of this service, and nothing inline
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    rolldownOptions: {
      input: from('src/main.tsx'),
      output: { codeSplitting: { groups: [{ name: 'shared', test: SHARED }] } },
    },
  },
});

/** Lays each file beside itself as browsers get it: packed once and well here, rather than for each answer. Vite has finished them by then. */
function packed(): Plugin {
  return {
    name: 'packed',
    writeBundle({ dir = '.' }, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (fileName.endsWith('.json')) continue;
        const path = join(dir, fileName);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, BEST));
      }
    },
  };
}

const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
