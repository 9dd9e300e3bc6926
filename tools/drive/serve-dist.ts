import { preview } from 'vite';

export interface ServedPage {
  /** Ends in a slash. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the built page on a free port of this machine, with the headers of `npm start`, at a path that
 * begins and ends in `/`. `folder` is another build than the one in dist/.
 */
export async function serveDist(base = '/', folder = 'dist'): Promise<ServedPage> {
  const server = await preview({
    base,
    logLevel: 'error',
    build: { outDir: folder },
    preview: { host: 'localhost', port: 0, strictPort: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The page could not be served.');
  return { address, close: () => server.close() };
}
