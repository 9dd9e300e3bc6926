import type { ListedFile } from './plan.ts';
import { sortInSteps } from './sort-in-steps.ts';

/** Files that were sorted, each under a path of its own. */
export interface OwnPaths<Source> {
  readonly files: readonly ListedFile<Source>[];
  /** Those of them that got another path, and the one that they were listed under. */
  readonly renamed: ReadonlyMap<ListedFile<Source>, string>;
}

const FILES_PER_STEP = 4096;

/**
 * Two files may be listed under one path (`back\slash.jpg` beside `back/slash.jpg`): the later one
 * gets a running number, so that a path names a file. What stands for an entry that cannot be named
 * comes last among them: it must not take the name of a file.
 *
 * Takes files sorted by path, those of equal paths in the order of the listing: neighbours are all
 * that has to be compared. A set of a million paths would hold up the page's thread whenever it grows.
 */
export function* withOwnPaths<Source>(
  sorted: readonly ListedFile<Source>[],
): Generator<void, OwnPaths<Source>, void> {
  const keeping: ListedFile<Source>[] = [];
  const others: ListedFile<Source>[] = [];
  for (const [index, file] of sorted.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    const before = keeping.at(-1);
    if (before === undefined || before.path !== file.path) {
      keeping.push(file);
    } else if (isUnnamed(before) && !isUnnamed(file)) {
      keeping[keeping.length - 1] = file;
      others.push(before);
    } else {
      others.push(file);
    }
  }
  const renamed = new Map<ListedFile<Source>, string>();
  if (others.length === 0) return { files: sorted, renamed };
  const nextNumbers = new Map<string, number>();
  const taken = new Set<string>();
  for (const [index, file] of others.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    let number = nextNumbers.get(file.path) ?? 2;
    let path = numbered(file.path, number);
    for (; taken.has(path) || isAmong(keeping, path); path = numbered(file.path, number)) {
      number += 1;
    }
    nextNumbers.set(file.path, number + 1);
    taken.add(path);
    renamed.set({ ...file, path }, file.path);
  }
  const files = yield* sortInSteps([...keeping, ...renamed.keys()], ({ path }) => path);
  return { files, renamed };
}

function isUnnamed<Source>({ failure }: ListedFile<Source>): boolean {
  return failure?.code === 'bad-name';
}

function numbered(path: string, number: number): string {
  return `${path} (${number})`;
}

/** Whether one of these files, sorted by path, is at this path. */
function isAmong<Source>(files: readonly ListedFile<Source>[], path: string): boolean {
  let from = 0;
  let to = files.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((files[middle]?.path ?? '') < path) from = middle + 1;
    else to = middle;
  }
  return files[from]?.path === path;
}
