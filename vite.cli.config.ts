// The build of the command line: files that need nothing but Node beside them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { defineConfig, type Plugin } from 'vite';

import packageJson from './package.json' with { type: 'json' };
import { buildKernel } from './tools/setup/build-kernel.mjs';

const inFolder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Puts the compiled kernel and codecs beside the scripts that load them by these names. */
function webAssembly(): Plugin {
  const require = createRequire(import.meta.url);
  const modules = {
    'kernel.wasm': inFolder('src/kernel/build/kernel.wasm'),
    'squoosh-webp.wasm': require.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'),
  };
  return {
    name: 'web-assembly',
    config: buildKernel,
    async generateBundle() {
      for (const [fileName, path] of Object.entries(modules)) {
        this.emitFile({ type: 'asset', fileName, source: await readFile(path) });
      }
    },
  };
}

export default defineConfig({
  plugins: [webAssembly()],
  define: { __PIXELPOOL_VERSION__: JSON.stringify(packageJson.version) },
  // everything is bundled: a package has nothing to install
  ssr: { noExternal: true },
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist-cli',
    target: 'node20',
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: {
        pixelpool: inFolder('src/cli/pixelpool.ts'),
        'decode-thread': inFolder('src/cli/thread/decode-thread.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
