import type { PathListing } from './list-folder.ts';

/** The files of a list of paths, one a line. Their paths are as they are written. */
export function listPaths(text: string): PathListing {
  const paths = text.split(/\r?\n/).filter((line) => line !== '');
  return { name: 'images', files: paths.map((path) => ({ path, source: path })) };
}
