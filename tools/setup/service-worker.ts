import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Plugin } from 'vite';

const ENTRY = fileURLToPath(new URL('../../src/service-worker/service-worker.ts', import.meta.url));
const FILE_NAME = 'service-worker.js';
/** Vite puts a hash of the content into the names of these. */
const HASHED = /^assets\//u;

/** As workbox-precaching takes it: a file, and what tells its versions apart. */
export interface PrecachedFile {
  /** Relative to the service worker. */
  readonly url: string;
  /** Null if the name tells. */
  readonly revision: string | null;
  /** A new version is never mixed of files of two, even if it is fetched while it is uploaded. */
  readonly integrity: string;
}

/** Lists the files of a built page, in the order of their names, without the service worker itself. */
export function listPrecached(folder: string): readonly PrecachedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path, path.slice(folder.length + 1).replaceAll(sep, '/')] as const)
    .filter(([, url]) => url !== FILE_NAME)
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([path, url]) => {
      const digest = createHash('sha256').update(readFileSync(path)).digest('base64');
      const integrity = `sha256-${digest}`;
      return { url, revision: HASHED.test(url) ? null : digest.slice(0, 12), integrity };
    });
}

/** Builds the service worker beside the page once the page is written, with a list of its files. */
export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = join(root, outDir);
    },
    writeBundle: async () => {
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { __PIXELPOOL_FILES__: JSON.stringify(listPrecached(folder)) },
        build: {
          outDir: folder,
          emptyOutDir: false,
          rolldownOptions: {
            input: ENTRY,
            // a classic script: not every browser takes a module here
            output: { format: 'iife', entryFileNames: FILE_NAME },
          },
        },
      });
    },
  };
}
