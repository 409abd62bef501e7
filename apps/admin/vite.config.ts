import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^#contract\/(.*)\.js$/, replacement: `${here('../../libs/contract/src')}/$1.ts` },
    ],
  },
  css: {
    preprocessorOptions: { scss: { loadPaths: [here('../../node_modules')], quietDeps: true } },
  },
  build: {
    target: 'baseline-widely-available',
    outDir: here('../../dist/admin'),
    emptyOutDir: true,
    // Icons stay files of their own: the style sheet remains small and they are cached by name.
    assetsInlineLimit: 0,
    manifest: true,
  },
});
