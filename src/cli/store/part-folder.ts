import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorCode } from '../error-code.ts';
import { CliError } from '../cli-error.ts';

/**
 * What an unfinished run has, beside the file that it makes:
 *
 *     photos.npy.part/
 *       journal.bin           as of a run of the page: src/store/journal-frames.ts
 *       rows.npy              space for the header, then slot i at i × row bytes: becomes photos.npy
 *       moving-0, moving-1    while rows are moved together: finish/move-rows.ts
 *       lock                  the number of the process that uses it
 */
export interface PartFolder {
  readonly path: string;
  readonly journalPath: string;
  readonly rowsPath: string;
  readonly movingPaths: readonly [string, string];
  /** Lets another process have it. */
  unlock(): void;
  /** Deletes it with everything in it. */
  remove(): void;
}

export function partPathOf(out: string): string {
  return `${out}.part`;
}

/** Makes the folder. Throws a CliError if it cannot, or if it is there already. */
export function createPart(out: string): PartFolder {
  const path = partPathOf(out);
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new CliError(
      `${path} has an unfinished run: go on with it by --resume, or delete that folder to begin anew.`,
    );
  }
  return lockPart(path);
}

/** The folder of a run that was not finished; null if there is none. Throws a CliError if another process has it. */
export function findPart(out: string): PartFolder | null {
  const path = partPathOf(out);
  return existsSync(path) ? lockPart(path) : null;
}

function lockPart(path: string): PartFolder {
  const lock = join(path, 'lock');
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (isRunning(owner)) {
        throw new CliError(
          `${path} is in use by process ${owner}. If that is no pixelpool, delete ${lock}.`,
        );
      }
      rmSync(lock, { force: true }); // its process was killed
    }
  }
  return {
    path,
    journalPath: join(path, 'journal.bin'),
    rowsPath: join(path, 'rows.npy'),
    movingPaths: [join(path, 'moving-0'), join(path, 'moving-1')],
    unlock: () => rmSync(lock, { force: true }),
    remove,
  };
}

function isRunning(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
