import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, mergeConfig, preview, type InlineConfig } from 'vite';

import pageConfig from '../../vite.config.ts';
import type { ServedPage } from '../drive/serve-dist.ts';

/**
 * Builds the page of many slots (tools/bench/scale) as the page itself is built, but into a folder for
 * temporary files, and serves it on a free port until it is closed.
 */
export async function serveScale(): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'pixelpool-scale-'));
  const config: InlineConfig = mergeConfig(pageConfig, {
    configFile: false,
    root: fileURLToPath(new URL('./scale/', import.meta.url)),
    publicDir: fileURLToPath(new URL('../../public/', import.meta.url)),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
    preview: { host: 'localhost', port: 0, strictPort: false },
  } satisfies InlineConfig);
  const remove = () => rm(outDir, { recursive: true, force: true });
  try {
    await build(config);
    const server = await preview(config);
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('The page of many slots could not be served.');
    return {
      address,
      async close() {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
