import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

import packageJson from './package.json' with { type: 'json' };
import { buildKernel } from './tools/setup/build-kernel.mjs';
import { serviceWorker } from './tools/setup/service-worker.ts';

/**
 * What the built page may do, said to the browser: talk to nobody but its own host. A policy in the
 * page does not bind its workers, whose scripts come with headers of their own: `npm start` sends it
 * as a header too, and so can any host.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // 'wasm-unsafe-eval' allows WebAssembly to be compiled, and nothing else
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Compiles the AssemblyScript kernel before anything asks for it, and again when it changes. */
function kernel(): Plugin {
  return {
    name: 'kernel',
    config: buildKernel,
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (file.includes('/src/kernel/assembly/')) {
          buildKernel().catch((error: unknown) => server.config.logger.error(String(error)));
        }
      });
    },
  };
}

export default defineConfig({
  // relative addresses: the built page works from any sub-path
  base: './',
  plugins: [react(), kernel(), contentSecurityPolicy(), serviceWorker()],
  define: { __PIXELPOOL_VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  // Emscripten's glue finds its .wasm by its own address, which pre-bundling would change
  optimizeDeps: {
    exclude: ['@jsquash/webp'],
  },
  build: { target: ['chrome111', 'firefox121', 'safari17'], modulePreload: { polyfill: false } },
  preview: {
    port: 4173,
    strictPort: true,
    headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY },
  },
  test: {
    include: ['test/**/*.test.ts'],
    // one thread loads a module once for all files it runs: more than half of the time was loading
    pool: 'threads',
    isolate: false,
    // for a busy machine: a test that passes does not wait for it
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
