import { spawnSync } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { oddFiles, pictureOf, type OddFile } from './odd-files.ts';

const SLASH = Buffer.from('/');

/** What is in the folder besides regular files. */
export interface OddFolder {
  /** Files that this system let be made. */
  readonly files: readonly OddFile[];
  /** Whether there is a pipe, named `pipe.jpg`. */
  readonly hasPipe: boolean;
}

/** Makes the folder of odd names for a seed, with links and a pipe in it; skips impossible ones. */
export async function writeOddFolder(folder: string, seed: number): Promise<OddFolder> {
  const files: OddFile[] = [];
  await mkdir(folder, { recursive: true });
  for (const file of oddFiles(seed)) {
    if (await isWritten(folder, file)) files.push(file);
  }
  await writeLinks(folder);
  const hasPipe = spawnSync('mkfifo', [join(folder, 'pipe.jpg')]).status === 0;
  return { files, hasPipe };
}

async function isWritten(folder: string, { path, colour }: OddFile): Promise<boolean> {
  const target = below(Buffer.from(folder), path);
  try {
    await mkdir(target.subarray(0, target.lastIndexOf('/')), { recursive: true });
    // never over another file: a system may take two of the names for one
    await writeFile(target, colour === null ? '' : pictureOf(colour), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** To a file, nowhere, the folder itself (a loop), and a sibling, by names before and after its own. */
async function writeLinks(folder: string): Promise<void> {
  const links = {
    'link to a file.jpg': 'upper.jpg',
    'link to nothing.jpg': 'nowhere.jpg',
    'link to parent': '.',
    'same link': 'same',
    'a link': 'same2',
    'zz link': 'same2',
  };
  for (const [name, target] of Object.entries(links)) {
    await symlink(target, join(folder, name)).catch(() => null); // Windows may not
  }
}

/** Paths, as bytes, of all regular files and pipes that the system itself lists below a folder. */
export async function readPaths(folder: string | Buffer): Promise<readonly Buffer[]> {
  const paths: Buffer[] = [];
  const waiting: Buffer[] = [Buffer.alloc(0)];
  for (let inside = waiting.pop(); inside !== undefined; inside = waiting.pop()) {
    const entries = await readdir(below(Buffer.from(folder), inside), {
      withFileTypes: true,
      encoding: 'buffer',
    });
    for (const entry of entries) {
      const path = inside.length === 0 ? entry.name : below(inside, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() || entry.isFIFO()) paths.push(path);
    }
  }
  return paths;
}

function below(folder: Buffer, path: Buffer): Buffer {
  return Buffer.concat([folder, SLASH, path]);
}
