import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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
    rolldownOptions: { input: from('src/main.tsx') },
  },
});

/** Lays each file beside itself as browsers get it: packed once and well here, rather than for each answer. */
function packed(): Plugin {
  return {
    name: 'packed',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.fileName.endsWith('.json')) continue;
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(bytes, { level: 9 }) });
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotliCompressSync(bytes, BEST) });
      }
    },
  };
}

const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
