import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the pages into the folder that `libs/rest` serves. Addresses are relative: the service may be below a path. */
export default defineConfig({
  root: from('.'),
  base: './',
  resolve: { alias: { '@castellan/client': from('../../libs/client/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
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
