import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

/** A folder with several real copies of another one, below each other. */
export interface Copies {
  readonly folder: string;
  readonly copies: number;
  readonly files: number;
  readonly bytes: number;
  remove(): Promise<void>;
}

/** The files of a folder and of all folders in it. */
export interface FolderSize {
  readonly files: number;
  readonly bytes: number;
}

/** Of the machine's memory: copies that do not fit in the system's cache would measure the disk. */
const MEMORY_SHARE = 0.25;

/**
 * The number of copies that something with this rate (images a second) works on for about these seconds;
 * at least one, and otherwise no more than fit in a quarter of `memoryBytes`.
 */
export function chooseCopies(
  { files, bytes }: FolderSize,
  imagesPerSecond: number,
  seconds: number,
  memoryBytes = totalmem(),
): number {
  const wanted = Math.round((imagesPerSecond * seconds) / files);
  const fitting = Math.floor((memoryBytes * MEMORY_SHARE) / bytes);
  return Math.max(1, Math.min(wanted, fitting));
}

export async function sizeOfFolder(folder: string): Promise<FolderSize> {
  const sizes = await Promise.all(
    (await filesBelow(folder)).map(async (file) => (await stat(file)).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** These end a program without its `exit` event, which deletes the copies and ends a running browser. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function endProgram(): void {
  process.exit(1);
}

/**
 * Copies a folder into a new folder for temporary files, and has all copies written to disk and in the
 * system's cache. They are deleted by `remove`, or when this program ends or is
 * interrupted.
 */
export async function copyFolder(source: string, copies: number): Promise<Copies> {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-copies-'));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  for (const signal of SIGNALS) process.once(signal, endProgram);
  for (let copy = 0; copy < copies; copy++) {
    const name = `copy-${String(copy).padStart(4, '0')}`;
    await cp(source, join(folder, name), { recursive: true });
  }
  // else the system would write them while something is measured
  if (process.platform !== 'win32') spawnSync('sync');
  for (const file of await filesBelow(folder)) await readFile(file);
  const size = await sizeOfFolder(folder);
  return {
    folder,
    copies,
    ...size,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      process.off('exit', removeNow);
      for (const signal of SIGNALS) process.off(signal, endProgram);
    },
  };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
