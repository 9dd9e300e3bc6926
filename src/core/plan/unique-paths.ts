import type { ListedFile } from './plan.ts';
import { sortInSteps } from './sort-in-steps.ts';

/** Sorted files with unique paths. */
export interface UniquePaths<Source> {
  readonly files: readonly ListedFile<Source>[];
  /** The files whose path was changed, with the path that they were listed under. */
  readonly renamed: ReadonlyMap<ListedFile<Source>, string>;
}

const FILES_PER_STEP = 4096;

/**
 * Makes paths unique. Two files may be listed under one path (`back\slash.jpg` beside
 * `back/slash.jpg`): the later one gets a running number. An entry without a usable name always
 * counts as the later one, so that it does not rename a file.
 *
 * The files must be sorted by path, and files of equal paths in the order of the listing, so that
 * comparing neighbours is enough. A set of a million paths would block the page's thread whenever it
 * grows.
 */
export function* withUniquePaths<Source>(
  sorted: readonly ListedFile<Source>[],
): Generator<void, UniquePaths<Source>, void> {
  const unchanged: ListedFile<Source>[] = [];
  const others: ListedFile<Source>[] = [];
  for (const [index, file] of sorted.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    const before = unchanged.at(-1);
    if (before === undefined || before.path !== file.path) {
      unchanged.push(file);
    } else if (isUnnamed(before) && !isUnnamed(file)) {
      unchanged[unchanged.length - 1] = file;
      others.push(before);
    } else {
      others.push(file);
    }
  }
  const renamed = new Map<ListedFile<Source>, string>();
  if (others.length === 0) return { files: sorted, renamed };
  const nextNumbers = new Map<string, number>();
  const used = new Set<string>();
  for (const [index, file] of others.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    let number = nextNumbers.get(file.path) ?? 2;
    let path = numbered(file.path, number);
    for (; used.has(path) || isAmong(unchanged, path); path = numbered(file.path, number)) {
      number += 1;
    }
    nextNumbers.set(file.path, number + 1);
    used.add(path);
    renamed.set({ ...file, path }, file.path);
  }
  const files = yield* sortInSteps([...unchanged, ...renamed.keys()], ({ path }) => path);
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
